import { record } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { broadcastLeading, sameShape, sizeOf } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { sumTo } from "./support/binary.ts";
import { spread } from "./support/broadcast.ts";

/**
 * Distances between all rows of `a` and all rows of `b`, `y[i, j] = ‖aᵢ − bⱼ‖ₚ`: Euclid's for p = 2 (the default), Σ |d| for
 * p = 1, max |d| for p = Infinity. From the differences themselves, so that near points have exact distances, too.
 *
 * Shapes: `a [..., M, D]`, `b [..., N, D]` → `y [..., M, N]`; leading axes broadcast.
 * Gradients: of both, 0 where rows are alike; for p = Infinity, each of the largest differences gets all of `dy`, as in PyTorch.
 * Throws `ShapeError` if the sizes do not fit, `DTypeError` unless both are float32, `ValueError` for another p.
 */
export function cdist(a: Tensor, b: Tensor, p = 2): Tensor {
  const { M, D } = checkShape("cdist", "a", a, "... M D");
  const { N } = checkShape("cdist", "b", b, "... N D", { D });
  checkDType("cdist", "a", a, "float32");
  checkDType("cdist", "b", b, "float32");
  checkValue("cdist", "p", p, p === 1 || p === 2 || p === Infinity, "1, 2 or Infinity");
  const power = p === Infinity ? 0 : p;
  const lead = broadcastLeading("cdist", a.shape, b.shape, 2);
  const count = sizeOf(lead);
  const y = new Tensor([...lead, M, N]);
  const shapeA = [...lead, M, D];
  const shapeB = [...lead, N, D];
  withRepeated(a, shapeA, (x) => {
    withRepeated(b, shapeB, (z) => launch.distances(y.address, x.address, z.address, M, N, D, power, count * M));
  });
  if (p === 2) launch.sqrt(y.address, y.address, y.size);
  return record("cdist", y, [a, b], (dy, [needsA, needsB]) => {
    const pull = (first: Tensor, second: Tensor, swap: boolean): Tensor => {
      const dx = new Tensor(first.shape);
      const [rows, others, row, col] = swap ? [N, M, 1, N] : [M, N, N, 1];
      const operands = [dx, first, second, dy, y].map((t) => t.address) as [number, number, number, number, number];
      launch.distances_backward(...operands, rows, others, D, row, col, power, count * rows);
      return sumTo(dx, swap ? b.shape : a.shape);
    };
    return withRepeated(a, shapeA, (x) =>
      withRepeated(b, shapeB, (z) => [needsA ? pull(x, z, false) : null, needsB ? pull(z, x, true) : null]),
    );
  });
}

/** Runs `f` on `x` repeated to `shape`, and frees the copy if there is one: `f` launches what reads it. Answers f's result. */
function withRepeated<T>(x: Tensor, shape: readonly number[], f: (x: Tensor) => T): T {
  if (sameShape(x.shape, shape)) return f(x);
  const wide = spread("cdist", x, shape);
  try {
    return f(wide);
  } finally {
    wide.dispose();
  }
}
