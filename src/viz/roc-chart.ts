import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { checkNumbers } from "./check-numbers.ts";
import { guide, line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { thinned } from "./thinned.ts";
import { lookOf } from "./theme.ts";

/** How many of each class are found as the threshold falls: what `rocCurve` answers. */
export interface RocChartCurve {
  /** What the legend calls it: a model, or the class that is held against all others. Default nothing. */
  readonly name?: string;
  /** Share of the samples of other classes that are taken for the class, rising. */
  readonly falsePositiveRates: ArrayLike<number>;
  /** Share of the class's own samples that are found. */
  readonly truePositiveRates: ArrayLike<number>;
}

/**
 * Receiver operating characteristics: true over false positive rates, with the area below each curve, and the diagonal of scores that know nothing, of
 * area 0.5.
 *
 * Throws `ShapeError` unless a curve has as many rates of both kinds, `ValueError` if there is no curve, or a rate is not from 0 to 1.
 */
export function rocChart(curves: readonly RocChartCurve[], options: ChartOptions = {}): string {
  checkValue("rocChart", "curves", "empty", curves.length > 0, "at least one curve");
  const lines = curves.map(({ name = "", falsePositiveRates: x, truePositiveRates: y }, i) => {
    const at = `curves[${i}]`;
    checkNumbers("rocChart", { [`${at}.falsePositiveRates`]: x, [`${at}.truePositiveRates`]: y }, 0, 1);
    return line(thinned(Array.from(x, (rate, j): Place => [rate, y[j]!])), lookOf(i), {
      name: `${name === "" ? "" : `${name}: `}area ${area(x, y).toFixed(3)}`,
    });
  });
  return plot(
    {
      ...sized("rocChart", { width: 400, ...options }, "True positive rate by false positive rate"),
      usualHeight: 400,
      x: { name: "false positive rate", range: [0, 1] },
      y: { name: "true positive rate", range: [0, 1] },
    },
    [guide(DIAGONAL), ...lines],
  );
}

/** From one corner of a plot of shares to the other. */
export const DIAGONAL: readonly Place[] = [
  [0, 0],
  [1, 1],
];

/** By trapezoids. */
function area(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return Math.abs(sum);
}
