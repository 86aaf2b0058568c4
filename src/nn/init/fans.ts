import { ShapeError } from "../../base/errors.ts";
import { checkSizes, formatShape, type Shape, sizeOf } from "../../tensor/shape.ts";

/** Which side of a weight its spread follows: what comes in, or what goes out. */
export type FanMode = "fanIn" | "fanOut";

/**
 * How many numbers meet in one output of a weight, and one input in outputs: for `[U, D]` D and U, for filters `[O, C, R, S]`
 * `C·R·S` and `O·R·S`. Throws `ShapeError` for fewer than two axes, or without elements.
 */
export function fansOf(op: string, shape: Shape): Record<FanMode, number> {
  checkSizes(op, shape);
  if (shape.length < 2 || sizeOf(shape) === 0) {
    throw new ShapeError(
      `${op}: shape is ${formatShape(shape)}, expected [out, in, ...] with two axes or more, none empty`,
    );
  }
  const [out, into, ...filter] = shape as readonly [number, number, ...number[]];
  return { fanIn: into * sizeOf(filter), fanOut: out * sizeOf(filter) };
}
