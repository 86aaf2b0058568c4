import { checkValue } from "../base/check.ts";
import type { Evaluation } from "../train/metrics/index.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { checkNumbers } from "./check-numbers.ts";
import { band, line, type Place } from "./layers.ts";
import { type Axis, plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

/** Figures over the samples that were trained with, and over others. */
interface Scores extends Evaluation {
  readonly validation: Evaluation;
}

/** Means and standard deviations over folds. */
interface Folded {
  readonly mean: Scores;
  readonly deviation: Scores;
}

/** Figures of training with so many samples: of what `learningCurve` answers. */
export interface ScoredSize extends Folded {
  readonly size: number;
}

/** Figures of training with a value of an option: of what `validationCurve` answers. One that failed has none. */
export interface ScoredValue extends Partial<Folded> {
  readonly value: unknown;
}

/** Options of `learningCurveChart` and `validationCurveChart`. */
export interface LearningCurveChartOptions extends ChartOptions {
  /** Which figure to draw: "loss" or the name of a metric; default "loss". */
  readonly figure?: string;
  /** What the x axis counts; default "samples for training", or "value". */
  readonly xName?: string;
  /** Whether equal steps on the x axis are equal ratios; default false. */
  readonly logarithmic?: boolean;
}

/**
 * A figure by the number of samples to train with, on these and on others: its means over folds, with bands of one standard deviation to each side. Where both meet, more
 * samples do not help.
 *
 * Throws `ValueError` if there is no size, a number is not finite, no such figure is there, or a size has no logarithm where it takes one.
 */
export function learningCurveChart(points: readonly ScoredSize[], options: LearningCurveChartOptions = {}): string {
  const places = points.map(({ size }) => size);
  return draw("learningCurveChart", places, undefined, points, { xName: "samples for training", ...options });
}

/**
 * The same by the values of an option, in their order; those that failed are left out. Values that are not all numbers have equal steps. Throws as `learningCurveChart`
 * does.
 */
export function validationCurveChart(points: readonly ScoredValue[], options: LearningCurveChartOptions = {}): string {
  const scored = points.filter((point): point is ScoredValue & Folded => point.mean !== undefined);
  const values = scored.map(({ value }) => value);
  const areNumbers = values.every((value) => typeof value === "number");
  const places = areNumbers ? values : values.map((_, i) => i);
  const labels = areNumbers
    ? undefined
    : values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  return draw("validationCurveChart", places, labels, scored, { xName: "value", ...options });
}

function draw(
  op: string,
  places: readonly number[],
  labels: readonly string[] | undefined,
  points: readonly Folded[],
  options: LearningCurveChartOptions & { readonly xName: string },
): string {
  const { figure = "loss", xName, logarithmic = false } = options;
  checkNumbers(op, { points: places }, logarithmic ? Number.MIN_VALUE : -Infinity);
  const order = places.map((_, i) => i).sort((i, j) => places[i]! - places[j]!);
  const layers = (["training", "validation"] as const).map((name, k) => {
    const [mean, deviation] = (["mean", "deviation"] as const).map((key) => {
      const figures = order.map((i) => figureOf(op, points[i]![key], name, figure));
      checkNumbers(op, { [`${key} of ${figure} in ${name}`]: figures });
      return figures;
    }) as [number[], number[]];
    const x = order.map((i) => places[i]!);
    const [low, high] = [-1, 1].map((side) => mean.map((value, i) => value + side * deviation[i]!)) as [
      number[],
      number[],
    ];
    const curve = line(
      x.map((at, i): Place => [at, mean[i]!]),
      lookOf(k),
      { name, marked: true },
    );
    return { area: band(x, low, high, lookOf(k)), curve };
  });
  return plot(
    {
      ...sized(op, options, `${figure} by ${xName}, with a band of one standard deviation`),
      usualHeight: 300,
      x: labels === undefined ? { name: xName, logarithmic, ...spanned(places, logarithmic) } : { name: xName, labels },
      y: { name: figure },
    },
    [...layers.map(({ area }) => area), ...layers.map(({ curve }) => curve)],
  );
}

/** A bit more than the places, with ticks at them. */
function spanned(places: readonly number[], logarithmic: boolean): Pick<Axis, "range" | "ticks"> {
  const [least, most] = [Math.min(...places), Math.max(...places)];
  const room = logarithmic ? (most / least) ** 0.04 || 1 : (most - least) * 0.04;
  if (least === most) return {};
  return { range: logarithmic ? [least / room, most * room] : [least - room, most + room], ticks: places };
}

function figureOf(op: string, scores: Scores, source: "training" | "validation", figure: string): number {
  const { loss, metrics } = source === "training" ? scores : scores.validation;
  if (figure === "loss") return loss;
  checkValue(op, "figure", figure, Object.hasOwn(metrics, figure), `loss or one of ${Object.keys(metrics).join(", ")}`);
  return metrics[figure]!;
}
