import { record } from "../autograd/tape.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { broadcastLeading, sizeOf } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { type Batch, flipped, multiplyBatches } from "./support/batches.ts";
import { sumTo } from "./support/binary.ts";

/** Options of `matmul`. */
export interface MatmulOptions {
  /** Takes `aᵀ` for `a`, its last two axes, without a copy; a vector stays as it is. Default false. */
  readonly transposeA?: boolean;
  /** Takes `bᵀ` for `b`, its last two axes, without a copy; a vector stays as it is. Default false. */
  readonly transposeB?: boolean;
}

/**
 * Matrix product, `y = a·b`, for every index of the leading axes, which broadcast. A vector `a` is a row and a vector `b` a
 * column, whose axis the result lacks.
 *
 * Shapes: `a [..., M, K]`, `b [..., K, N]` → `y [..., M, N]`; `[K]`, `[..., K, N]` → `[..., N]`; `[..., M, K]`, `[K]` →
 * `[..., M]`; `[K]`, `[K]` → `[]`.
 * Gradients: `da = dy·bᵀ`, `db = aᵀ·dy`, transposed where `a` or `b` is, summed over the leading axes that were repeated.
 * Throws `ShapeError` if the sizes do not fit, `DTypeError` unless both are float32.
 */
export function matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: MatmulOptions = {}): Tensor {
  const flipA = a.rank !== 1 && transposeA;
  const flipB = b.rank === 1 || transposeB;
  const { K } = checkShape("matmul", "a", a, a.rank === 1 ? "K" : flipA ? "... K M" : "... M K");
  checkShape("matmul", "b", b, b.rank === 1 ? "K" : flipB ? "... N K" : "... K N", { K });
  checkDType("matmul", "a", a, "float32");
  checkDType("matmul", "b", b, "float32");
  const shape = broadcastLeading("matmul", a.shape, b.shape, 2);
  const M = a.rank === 1 ? 1 : a.shape.at(flipA ? -1 : -2)!;
  const N = b.rank === 1 ? 1 : b.shape.at(flipB ? -2 : -1)!;
  // One matrix b multiplies all rows of a at once.
  const isOne = sizeOf(b.shape.slice(0, -2)) === 1 && (!flipA || sizeOf(a.shape.slice(0, -2)) === 1);
  const lead = isOne ? [] : shape;
  const rows = isOne ? sizeOf(shape) * M : M;
  const left = batch(a, isOne, flipA ? K : rows, flipA ? rows : K, flipA);
  const right = batch(b, isOne, flipB ? N : K, flipB ? K : N, flipB);
  const y = new Tensor([...shape, ...(a.rank === 1 ? [] : [M]), ...(b.rank === 1 ? [] : [N])]);
  multiplyBatches("matmul", y, lead, left, right);
  return record("matmul", y, [a, b], (gradient, [needsA, needsB]) => {
    const dy: Batch = { t: gradient, lead, rows, cols: N, flip: false };
    // (a·b)ᵀ = bᵀ·aᵀ: the gradient lies in memory as the operand does.
    const product = (x: Batch, p: Batch, q: Batch): Tensor => {
      const dx = new Tensor(isOne ? x.t.shape : [...lead, x.rows, x.cols]);
      if (x.flip) multiplyBatches("matmul", dx, lead, flipped(q), flipped(p));
      else multiplyBatches("matmul", dx, lead, p, q);
      return sumTo(dx, x.t.shape);
    };
    return [needsA ? product(left, dy, flipped(right)) : null, needsB ? product(right, flipped(left), dy) : null];
  });
}

function batch(t: Tensor, isOne: boolean, rows: number, cols: number, flip: boolean): Batch {
  return { t, lead: isOne ? [] : t.shape.slice(0, -2), rows, cols, flip };
}
