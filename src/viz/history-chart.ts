import { checkValue } from "../base/check.ts";
import type { EpochEnd } from "../train/callbacks.ts";
import type { Evaluation } from "../train/metrics/index.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

/** Options of `historyChart`. */
export interface HistoryChartOptions extends ChartOptions {
  /** Which figure to draw: "loss" or the name of a metric; default "loss". */
  readonly figure?: string;
  /** Whether equal steps on the y axis are equal ratios; default false. */
  readonly logarithmic?: boolean;
}

/** More points than this are too near each other to be marked. */
const MOST_MARKS = 40;

/**
 * A figure by epoch, of one training or several: histories as `fit` answers them, by what the legend calls them; "" for one that needs no name. Of one the figure in training and
 * validation are told apart by colour and dashes, of several each has a colour, solid for validation and dotted for training.
 *
 * Throws `ValueError` for a history without a name, and if none has such a figure.
 */
export function historyChart(
  histories: Readonly<Record<string, readonly EpochEnd[]>>,
  options: HistoryChartOptions = {},
): string {
  const { figure = "loss", logarithmic = false } = options;
  checkValue(
    "historyChart",
    "histories",
    "an array",
    !Array.isArray(histories),
    "histories by name, such as { Adam: history }",
  );
  const runs = Object.entries(histories);
  const sources = runs.flatMap(([run, history], i) => [
    { run, i, kind: "training", values: history.map((epoch) => figureOf(epoch, figure)) },
    { run, i, kind: "validation", values: history.map(({ validation }) => figureOf(validation, figure)) },
  ]);
  const drawn = sources.filter(({ values }) => values.some((value) => value !== null));
  checkValue("historyChart", "figure", figure, drawn.length > 0, "one that an epoch of some history has");
  const marked = Math.max(...runs.map(([, history]) => history.length)) <= MOST_MARKS;
  const places = (values: readonly (number | null)[]): (Place | null)[] =>
    values.map((value, i) => (isDrawn(value, logarithmic) ? [i, value] : null));
  const epochs = Math.max(...runs.map(([, history]) => history.length));
  return plot(
    {
      ...sized("historyChart", options, `${figure} by epoch`),
      usualHeight: 280,
      x: { name: "epoch", labels: Array.from({ length: epochs }, (_, i) => String(i + 1)) },
      y: { name: options.title === undefined ? "" : figure, logarithmic },
    },
    drawn.map(({ run, i, kind, values }) => {
      const name = run === "" ? kind : `${run}, ${kind}`;
      const look = { ...lookOf(runs.length === 1 ? Number(kind === "validation") : i), symbol: "circle" };
      const dash = kind === "training" ? "dotted" : "solid";
      return line(places(values), look, { name, marked, ...(runs.length > 1 && { dash }) });
    }),
  );
}

function figureOf(evaluation: Evaluation | null, figure: string): number | null {
  if (evaluation === null) return null;
  if (figure === "loss") return evaluation.loss;
  return Object.hasOwn(evaluation.metrics, figure) ? evaluation.metrics[figure]! : null;
}

function isDrawn(value: number | null, logarithmic: boolean): value is number {
  return value !== null && value > (logarithmic ? 0 : -Infinity) && value < Infinity;
}
