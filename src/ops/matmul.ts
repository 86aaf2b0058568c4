import { record } from "../autograd/tape.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { Tensor } from "../tensor/tensor.ts";
import { type Matrix, multiply, rows, transposed } from "./support/matrix.ts";

/** Options of `matmul`. */
export interface MatmulOptions {
  /** Takes `aᵀ` for `a`, without a copy; a vector stays as it is. Default false. */
  readonly transposeA?: boolean;
  /** Takes `bᵀ` for `b`, without a copy; a vector stays as it is. Default false. */
  readonly transposeB?: boolean;
}

/**
 * Matrix product, `y = a·b`. A vector `a` is a row and a vector `b` a column, whose axis the result lacks.
 *
 * Shapes: `a [M, K]`, `b [K, N]` → `y [M, N]`; `[K]`, `[K, N]` → `[N]`; `[M, K]`, `[K]` → `[M]`; `[K]`, `[K]` → `[]`.
 * Gradients: `da = dy·bᵀ`, `db = aᵀ·dy`, transposed where `a` or `b` is.
 * Throws `ShapeError` if the sizes do not fit, `DTypeError` unless both are float32.
 */
export function matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: MatmulOptions = {}): Tensor {
  const { K, M } = checkShape("matmul", "a", a, a.rank === 1 ? "K" : transposeA ? "K M" : "M K");
  const { N } = checkShape("matmul", "b", b, b.rank === 1 ? "K" : transposeB ? "N K" : "K N", { K });
  checkDType("matmul", "a", a, "float32");
  checkDType("matmul", "b", b, "float32");
  const flipA = a.rank === 2 && transposeA;
  const flipB = b.rank === 1 || transposeB;
  const left = () => (flipA ? transposed(rows(a)) : rows(a));
  const right = () => (flipB ? transposed(rows(b)) : rows(b));
  const y = multiply(new Tensor([...(a.rank === 1 ? [] : [M]), ...(b.rank === 1 ? [] : [N])]), left(), right());
  return record("matmul", y, [a, b], (gradient, [needsA, needsB]) => {
    const dy = b.rank === 1 ? transposed(rows(gradient)) : rows(gradient);
    return [
      needsA ? product(new Tensor(a.shape), dy, transposed(right()), flipA) : null,
      needsB ? product(new Tensor(b.shape), transposed(left()), dy, flipB) : null,
    ];
  });
}

/** `y = a·b`, or its transpose: `(a·b)ᵀ = bᵀ·aᵀ`. */
function product(y: Tensor, a: Matrix, b: Matrix, flip: boolean): Tensor {
  return flip ? multiply(y, transposed(b), transposed(a)) : multiply(y, a, b);
}
