import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { checkNumbers } from "./check-numbers.ts";
import { band, line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

/** A figure of several runs, a number for each place on the x axis. */
export interface MeanAndDeviation {
  readonly mean: ArrayLike<number>;
  /** Standard deviation over the runs. */
  readonly deviation: ArrayLike<number>;
}

/** A figure on the data for training and on others, by the number of samples to train with: what `learningCurve` answers. */
export interface LearningCurve {
  readonly sizes: ArrayLike<number>;
  readonly train: MeanAndDeviation;
  readonly validation: MeanAndDeviation;
}

/** The same by the values of an option: what `validationCurve` answers. */
export interface ValidationCurve {
  readonly values: ArrayLike<number>;
  readonly train: MeanAndDeviation;
  readonly validation: MeanAndDeviation;
}

/** Options of `learningCurveChart` and `validationCurveChart`. */
export interface LearningCurveChartOptions extends ChartOptions {
  /** What the x axis counts; default "samples for training", or "value". */
  readonly xName?: string;
  /** What the figure is; default "score". */
  readonly yName?: string;
  /** Whether equal steps on the x axis are equal ratios; default false. */
  readonly logarithmic?: boolean;
}

/**
 * Means with bands of one deviation to each side, for training and validation, by the number of samples: where both meet, more samples do not help.
 *
 * Throws `ShapeError` unless all lists are of one length, `ValueError` if they are empty, a number is not finite, a deviation is below 0, or a place has no logarithm
 * where it takes one.
 */
export function learningCurveChart(curve: LearningCurve, options: LearningCurveChartOptions = {}): string {
  return draw("learningCurveChart", { sizes: curve.sizes }, curve, { xName: "samples for training", ...options });
}

/** The same by the values of an option. Throws as `learningCurveChart` does. */
export function validationCurveChart(curve: ValidationCurve, options: LearningCurveChartOptions = {}): string {
  return draw("validationCurveChart", { values: curve.values }, curve, { xName: "value", ...options });
}

function draw(
  op: string,
  places: Readonly<Record<string, ArrayLike<number>>>,
  { train, validation }: Pick<LearningCurve, "train" | "validation">,
  options: LearningCurveChartOptions & { readonly xName: string },
): string {
  const { xName, yName = "score", logarithmic = false } = options;
  const [[name, at]] = Object.entries(places) as [[string, ArrayLike<number>]];
  checkNumbers(op, { ...places, "train.mean": train.mean, "validation.mean": validation.mean });
  const deviations = { "train.deviation": train.deviation, "validation.deviation": validation.deviation };
  checkNumbers(op, { ...places, ...deviations });
  checkNumbers(op, deviations, 0);
  for (let i = 0; logarithmic && i < at.length; i++) {
    checkValue(op, `${name}[${i}]`, at[i], at[i]! > 0, "a number above 0 on a logarithmic axis");
  }
  const order = Array.from(at, (_, i) => i).sort((i, j) => at[i]! - at[j]!);
  const x = order.map((i) => at[i]!);
  const layers = Object.entries({ training: train, validation }).map(([name, { mean, deviation }], k) => ({
    area: band(
      x,
      order.map((i) => mean[i]! - deviation[i]!),
      order.map((i) => mean[i]! + deviation[i]!),
      lookOf(k),
    ),
    curve: line(
      order.map((i): Place => [at[i]!, mean[i]!]),
      lookOf(k),
      { name, marked: true },
    ),
  }));
  return plot(
    {
      ...sized(op, options, `${yName} by ${xName}, with a band of one deviation`),
      usualHeight: 300,
      x: { name: xName, logarithmic },
      y: { name: yName },
    },
    [...layers.map(({ area }) => area), ...layers.map(({ curve }) => curve)],
  );
}
