import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import type { GradientSize } from "./gradient-flow.ts";
import { guide, type Layer, marks, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

const ROW = 24;

/**
 * How large gradients are by parameter, the first layer at the top: mean and largest magnitude, on an axis whose equal steps are equal ratios. Where the means fall by orders of
 * magnitude towards the first layers, gradients vanish; where they rise, they explode. A parameter whose gradients are all 0, or not finite, says so beside its name.
 *
 * Throws `ValueError` if there is no parameter, or a size is below 0.
 */
export function gradientFlowChart(flow: readonly GradientSize[], options: ChartOptions = {}): string {
  checkValue("gradientFlowChart", "flow", "empty", flow.length > 0, "at least one parameter");
  for (const [i, sizes] of flow.entries()) {
    for (const key of ["mean", "max"] as const) {
      checkValue("gradientFlowChart", `flow[${i}].${key}`, sizes[key], !(sizes[key] < 0), "a number from 0 on");
    }
  }
  const isDrawn = (size: number): boolean => size > 0 && size < Infinity;
  const placesOf = (key: "mean" | "max"): Place[] =>
    flow.flatMap((sizes, i): Place[] => (isDrawn(sizes[key]) ? [[sizes[key], i]] : []));
  const spans = flow.flatMap(({ mean, max }, i): Layer[] =>
    isDrawn(mean) && isDrawn(max)
      ? [
          guide([
            [mean, i],
            [max, i],
          ]),
        ]
      : [],
  );
  return plot(
    {
      ...sized("gradientFlowChart", options, "Mean and largest magnitude of the gradients of each parameter"),
      usualHeight: 92 + ROW * flow.length,
      x: { name: "magnitude of gradients", logarithmic: true },
      y: {
        labels: flow.map(({ name, max }) =>
          max === 0 ? `${name} (all 0)` : isDrawn(max) ? name : `${name} (not finite)`,
        ),
        roomy: true,
        labelWidth: 190,
      },
    },
    [...spans, marks(placesOf("mean"), lookOf(0), "mean", 8, 1), marks(placesOf("max"), lookOf(3), "largest", 8, 1)],
  );
}
