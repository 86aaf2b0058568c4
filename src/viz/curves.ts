import type { EpochEnd } from "../train/callbacks.ts";
import type { Evaluation } from "../train/metrics/index.ts";
import { formatNumber } from "./format.ts";
import { FIGURE, figure } from "./figure.ts";
import { historyChart } from "./history-chart.ts";
import { type Content, html } from "./html.ts";

/** Figures of an epoch by name, the loss among them. */
type Figures = Readonly<Record<string, number>>;

interface Curve {
  readonly source: string;
  readonly figure: string;
  readonly values: readonly (number | null)[];
}

/** One chart a figure, and all numbers as a table for those who cannot see charts. Null if there is no epoch. */
export function curves(history: readonly EpochEnd[]): Content {
  const training = history.map(figuresOf);
  const validation = history.map((epoch) => (epoch.validation === null ? {} : figuresOf(epoch.validation)));
  const figures = [...new Set([...training, ...validation].flatMap((epoch) => Object.keys(epoch)))];
  if (figures.length === 0) return null;
  const all = figures.flatMap((figure) => [
    ...curve("training", training, figure),
    ...curve("validation", validation, figure),
  ]);
  return html`<div class="charts">${figures.map((figure) => chart(figure, history))}</div>
    <details>
      <summary>The numbers, epoch by epoch</summary>
      ${numbers(all, history.length)}
    </details>`;
}

function figuresOf({ loss, metrics }: Evaluation): Figures {
  return { loss, ...metrics };
}

function curve(source: string, epochs: readonly Figures[], figure: string): Curve[] {
  const values = epochs.map((epoch) => (Object.hasOwn(epoch, figure) ? epoch[figure]! : null));
  return values.every((value) => value === null) ? [] : [{ source, figure, values }];
}

function chart(name: string, history: readonly EpochEnd[]): Content {
  const label = `${name} by epoch; the numbers are in the table below`;
  return figure(name, historyChart({ "": history }, { figure: name, label, ...FIGURE }));
}

function numbers(all: readonly Curve[], epochs: number): Content {
  const row = (e: number): Content =>
    html`<tr>
      <th scope="row">${e + 1}</th>
      ${all.map(({ values }) => html`<td>${values[e] == null ? "–" : formatNumber(values[e])}</td>`)}
    </tr>`;
  return html`<div class="wide" tabindex="0" role="region" aria-label="Figures by epoch">
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">epoch</th>
          ${all.map(({ source, figure }) => html`<th scope="col">${source} ${figure}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Array.from({ length: epochs }, (_, e) => row(e))}
      </tbody>
    </table>
  </div>`;
}
