import { broadcastShapes, sameShape, type Shape, sizeOf, stridesOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Options of `allClose`. */
export interface AllCloseOptions {
  /** Allowed difference as a part of |b|; default 1e-5. */
  readonly relativeTolerance?: number;
  /** Allowed difference besides; default 1e-8. */
  readonly absoluteTolerance?: number;
  /** Whether NaN is close to NaN; default false. */
  readonly equalNaN?: boolean;
}

/**
 * Whether `|a − b| ≤ absoluteTolerance + relativeTolerance · |b|` for all elements, in float64, with NumPy's broadcasting;
 * infinities are close to themselves. Reads memory, so it waits for what computes `a` and `b`.
 *
 * Throws `ShapeError` if the shapes do not broadcast.
 */
export function allClose(
  a: Tensor,
  b: Tensor,
  { relativeTolerance = 1e-5, absoluteTolerance = 1e-8, equalNaN = false }: AllCloseOptions = {},
): boolean {
  const shape = broadcastShapes("allClose", a.shape, b.shape);
  const [x, y] = [a.data, b.data];
  const [ofA, ofB] = [placesIn(a.shape, shape), placesIn(b.shape, shape)];
  for (let i = 0; i < sizeOf(shape); i++) {
    const p = x[ofA(i)]!;
    const q = y[ofB(i)]!;
    if (p === q || (equalNaN && Number.isNaN(p) && Number.isNaN(q))) continue;
    // An infinite b allows any difference, but nothing is close to it.
    if (!Number.isFinite(q) || !(Math.abs(p - q) <= absoluteTolerance + relativeTolerance * Math.abs(q))) return false;
  }
  return true;
}

/** From the place of an element in `shape` to that in an operand that broadcasts to it. */
function placesIn(operand: Shape, shape: Shape): (i: number) => number {
  if (sameShape(operand, shape)) return (i) => i;
  const strides = stridesOf(shape).slice(shape.length - operand.length);
  const own = stridesOf(operand);
  return (i) => operand.reduce((at, n, axis) => at + (Math.floor(i / strides[axis]!) % n) * own[axis]!, 0);
}
