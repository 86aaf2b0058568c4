import { checkValue } from "../../../base/check.ts";
import type { Pair } from "../../../ops/support/window.ts";
import { rand } from "../../../tensor/random.ts";
import { formatShape, sameShape, type Shape, sizeOf } from "../../../tensor/shape.ts";
import { ShapeError } from "../../../base/errors.ts";
import type { Initializer } from "../../init/initializer.ts";
import { Parameter } from "../../parameter.ts";

/** What convolutions of all kinds take besides their geometry. */
export interface FilterOptions {
  /** Whether to add a bias; default true. */
  readonly bias?: boolean;
  /** First values of the weight; default uniform in ±1/√fan, which is PyTorch's, for the fan of the second axis and the taps. */
  readonly init?: Initializer;
}

/** Throws `ValueError` unless channels and groups are whole numbers from 1 on, and groups divide both. */
export function checkChannels(layer: string, channels: Readonly<Record<string, number>>, groups: number): void {
  for (const [name, n] of Object.entries({ ...channels, groups })) {
    checkValue(layer, name, n, Number.isSafeInteger(n) && n > 0, "a whole number from 1 on");
    checkValue(layer, name, n, name === "groups" || n % groups === 0, `a multiple of groups=${groups}`);
  }
}

/** Two sizes of a filter, whole and from 1 on. */
export function kernelOf(layer: string, kernel: Pair): readonly [number, number] {
  const pair = typeof kernel === "number" ? ([kernel, kernel] as const) : kernel;
  const isValid = pair.length === 2 && pair.every((n) => Number.isSafeInteger(n) && n > 0);
  checkValue(layer, "kernelSize", JSON.stringify(kernel), isValid, "a whole number from 1 on, or [h, w] of them");
  return pair;
}

/** Weight and bias of `outputs` numbers as they begin. */
export function filters(
  layer: string,
  shape: Shape,
  outputs: number,
  bias: boolean,
  init: Initializer | undefined,
): { weight: Parameter; bias: Parameter | null } {
  const bound = 1 / Math.sqrt(sizeOf(shape.slice(1)));
  const weight = init === undefined ? rand(shape, { low: -bound, high: bound }) : init(shape);
  if (!sameShape(weight.shape, shape)) {
    throw new ShapeError(
      `${layer}: the initial weight is ${formatShape(weight.shape)}, expected ${formatShape(shape)}`,
    );
  }
  return {
    weight: new Parameter(weight),
    bias: bias ? new Parameter(rand([outputs], { low: -bound, high: bound })) : null,
  };
}
