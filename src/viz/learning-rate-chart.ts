import { checkValue } from "../base/check.ts";
import type { LearningRateRange } from "../train/find-learning-rate.ts";
import type { ChartOptions } from "./chart-options.ts";
import { formatNumber } from "./format.ts";
import { lineChart } from "./line-chart.ts";

/**
 * The losses that `findLearningRate` found, over the rates, whose equal ratios are equal steps; the fall behind the suggested rate is a line of its own.
 *
 * Throws `ValueError` if there is no rate, or a size is not a positive number.
 */
export function learningRateChart(range: LearningRateRange, options: ChartOptions = {}): string {
  const { rates, losses, suggestion } = range;
  checkValue("learningRateChart", "rates", "empty", rates.length > 0, "at least one");
  const suggested = formatNumber(suggestion, 2);
  const at = rates.indexOf(suggestion);
  return lineChart(
    [
      { name: "smoothed loss", values: losses },
      { name: `suggested: ${suggested}`, values: losses.map((loss, i) => (i === at || i === at + 1 ? loss : null)) },
    ],
    {
      label: `Loss by learning rate; it falls fastest at ${suggested}`,
      xName: "learning rate",
      xLabels: rates.map((rate) => rate.toExponential(0)),
      ...options,
    },
  );
}
