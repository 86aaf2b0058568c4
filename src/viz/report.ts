import type { EpochEnd } from "../train/callbacks.ts";
import { type ConfusionMatrix, confusionMatrixTable } from "./confusion-matrix.ts";
import { formatNumber, formatPercent } from "./format.ts";
import { type Content, html, type Markup, raw } from "./html.ts";
import { curves } from "./curves.ts";
import { type LayerPictures, layerPictures } from "./layer-pictures.ts";
import { picture } from "./picture.ts";
import {
  decisionChart,
  type Decisions,
  insideCharts,
  type Insides,
  type Probabilities,
  probabilityCharts,
} from "./report-charts.ts";
import { type Residuals, residualCharts } from "./residuals.ts";
import { STYLE } from "./style.ts";

/** Names and values, shown in their order. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** One sample that was taken for what it is not. */
export interface Misclassified {
  /** Grey values `[H·W]` from 0, paper, to 1, ink. */
  readonly pixels: ArrayLike<number>;
  /** Number of the sample in its data set. */
  readonly index: number;
  readonly trueClass: string;
  readonly predictedClass: string;
  /** Probability that the model gave the predicted class. */
  readonly probability: number;
  /** Probability that the model gave the true class. */
  readonly trueProbability: number;
}

/** Samples that were misclassified, as pictures `[H, W]`. */
export interface Misclassifications {
  readonly size: readonly [number, number];
  readonly samples: readonly Misclassified[];
  /** How many samples were classified in all. */
  readonly of: number;
}

/** What a report tells; a part left out is left out of the page. */
export interface ReportData {
  readonly title: string;
  /** One sentence under the title. */
  readonly subtitle?: string;
  /** The figures to see first, large. */
  readonly results: Facts;
  /** What the run was asked for. */
  readonly configuration: Facts;
  /** Times, build, versions. */
  readonly environment: Facts;
  /** The model in words, in lines of equal width. */
  readonly summary?: string;
  /** What `fit` answered: a chart a figure. */
  readonly history: readonly EpochEnd[];
  readonly confusion?: ConfusionMatrix;
  readonly probabilities?: Probabilities | undefined;
  readonly decisions?: Decisions | undefined;
  readonly mistakes?: Misclassifications;
  readonly residuals?: Residuals;
  readonly layers?: LayerPictures;
  readonly insides?: Insides | undefined;
  /** What a model of text has written. */
  readonly writing?: string;
}

/** More pictures than this are counted, not shown. */
const MOST_PICTURES = 60;

/**
 * A training run as one HTML page that needs nothing else: no script, no network. All text is escaped.
 *
 * Throws `ShapeError` or `ValueError` if pictures, counts, maps or filters do not fit their sizes.
 */
export function report(data: ReportData): string {
  const { title, subtitle, confusion, mistakes, residuals, layers, writing, summary } = data;
  const { probabilities, decisions, insides } = data;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          ${subtitle !== undefined && html`<p class="subtitle">${subtitle}</p>`} ${tiles(data.results)}
        </header>
        <main>
          ${section("Curves", curves(data.history))}
          ${section("Confusion matrix", confusion !== undefined && confusionMatrixTable(confusion))}
          ${section("Probabilities", probabilities !== undefined && probabilityCharts(probabilities))}
          ${section("Decision boundary", decisions !== undefined && decisionChart(decisions))}
          ${section("Residuals", residuals !== undefined && residualCharts(residuals))}
          ${section("Misclassified", mistakes !== undefined && pictures(mistakes))}
          ${section("What it writes", writing !== undefined && html`<pre class="writing">${writing}</pre>`)}
          ${section("Filters and feature maps", layers !== undefined && layerPictures(layers))}
          ${section("Inside the model", insides !== undefined && insideCharts(insides))}
          <div class="columns">
            ${section("Configuration", table(data.configuration))} ${section("Time and build", table(data.environment))}
          </div>
          ${section("Model", summary !== undefined && html`<pre class="wide" tabindex="0">${summary}</pre>`)}
        </main>
      </body>
    </html> `.text;
}

/** A titled part of the page; nothing if it has no content. */
function section(title: string, content: Content): Content {
  if (content === null || content === false) return null;
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function tiles(facts: Facts): Markup {
  return html`<dl class="tiles">
    ${Object.entries(facts).map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${said(value)}</dd>
        </div>`,
    )}
  </dl>`;
}

function table(facts: Facts): Markup {
  return html`<table class="facts">
    <tbody>
      ${Object.entries(facts).map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${said(value)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function said(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? formatNumber(value) : value;
}

function pictures({ size, samples, of }: Misclassifications): Markup {
  const shown = samples.slice(0, MOST_PICTURES);
  const hidden = samples.length - shown.length;
  const items = shown.map((sample) => {
    const label = `Sample ${sample.index}: a ${sample.trueClass}, taken for ${sample.predictedClass}`;
    return html`<li>
      ${picture(sample.pixels, size, label)}
      <p class="verdict">
        <span class="true">${sample.trueClass}</span> taken for <span class="predicted">${sample.predictedClass}</span>
      </p>
      <p class="odds">
        ${sample.predictedClass}: ${formatPercent(sample.probability)}<br />${sample.trueClass}:
        ${formatPercent(sample.trueProbability)}
      </p>
    </li>`;
  });
  return html`<p>${samples.length} of ${of} samples, with the probabilities that the model gave.</p>
    <ul class="pictures">
      ${items}
    </ul>
    ${hidden > 0 && html`<p>${hidden} more are not shown.</p>`}`;
}
