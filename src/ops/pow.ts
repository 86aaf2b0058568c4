import type { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { equal } from "./equal.ts";
import { greaterEqual } from "./greater-equal.ts";
import { log } from "./log.ts";
import { logicalAnd } from "./logical-and.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";
import { binary, type Operand, recordBinary } from "./support/binary.ts";
import { square } from "./square.ts";
import { where } from "./where.ts";

const KERNELS = { float: launch.pow };

/**
 * Elementwise power, `y = aᵇ`, with NumPy's broadcasting; always float32. As in C: 1 where b = 0 or a = 1, NaN where a < 0
 * and b is no whole number.
 *
 * Shapes: `a`, `b` that broadcast → `y`. Gradients: `da = dy · b · aᵇ⁻¹`, 0 where b = 0; `db = dy · y · ln a`, 0 where a = 0
 * and b ≥ 0; summed over repeated axes. Throws `ShapeError` if the shapes do not broadcast.
 */
export function pow(a: Operand, b: Operand): Tensor {
  if (b === 2 && typeof a !== "number" && a.dtype === "float32") return square(a);
  const y = binary("pow", KERNELS, a, b);
  return recordBinary(
    "pow",
    y,
    a,
    b,
    (dy) => mul(dy, where(equal(b, 0), 0, mul(b, pow(a, typeof b === "number" ? b - 1 : sub(b, 1))))),
    (dy) =>
      mul(
        dy,
        where(logicalAnd(equal(a, 0), greaterEqual(b, 0)), 0, mul(y, typeof a === "number" ? Math.log(a) : log(a))),
      ),
  );
}
