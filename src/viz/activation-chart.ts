import { gradients, noGrad, variable } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import type { Module } from "../nn/index.ts";
import { sum } from "../ops/sum.ts";
import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

/** Options of `activationChart`. */
export interface ActivationChartOptions extends ChartOptions {
  /** Where the graph begins and ends; default −6 and 6. */
  readonly from?: number;
  readonly to?: number;
}

const POINTS = 241;

/**
 * The graph of a function of single numbers, an op or a layer, and of its derivative, which automatic differentiation gives.
 *
 *     activationChart("gelu", gelu);
 *     activationChart("PReLU", new PReLU(), { from: -3, to: 3 });
 *
 * Throws `ShapeError` unless it gives as many numbers as it takes, `ValueError` unless `from` is below `to`, and what the function throws.
 */
export function activationChart(
  name: string,
  f: Module | ((x: Tensor) => Tensor),
  options: ActivationChartOptions = {},
): string {
  const { from = -6, to = 6 } = options;
  const isRange = Number.isFinite(from) && Number.isFinite(to) && from < to;
  checkValue("activationChart", "the range", `${from} to ${to}`, isRange, "finite numbers, the first below the second");
  const at = Array.from({ length: POINTS }, (_, i) => from + ((to - from) * i) / (POINTS - 1));
  const [values, slopes] = scope(() => {
    const x = variable(tensor(at));
    const y = typeof f === "function" ? f(x) : f.forward(x);
    if (!sameShape(y.shape, x.shape)) {
      throw new ShapeError(`activationChart: f gives ${formatShape(y.shape)}, expected ${formatShape(x.shape)}`);
    }
    const slope = gradients(sum(y), { of: [x] }).get(x)!;
    return noGrad(() => [y.data, slope.data]);
  });
  const graph = (numbers: ArrayLike<number>): (Place | null)[] =>
    at.map((x, i) => (Number.isFinite(numbers[i]) ? [x, numbers[i]!] : null));
  return plot(
    {
      ...sized("activationChart", options, `The graph of ${name} from ${from} to ${to}, and its derivative`),
      usualHeight: 280,
      x: { name: "x", range: [from, to] },
      y: {},
    },
    [line(graph(values!), lookOf(0), { name }), line(graph(slopes!), lookOf(1), { name: "derivative" })],
  );
}
