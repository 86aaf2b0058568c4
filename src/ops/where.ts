import { checkDType } from "../tensor/check.ts";
import { broadcastShapes } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { dtypeOf, type Operand, operand, recordBinary } from "./support/binary.ts";
import { spread } from "./support/broadcast.ts";

/**
 * Elementwise `y = a` where `condition` is not 0, else `b`, with NumPy's broadcasting of all three. What is not chosen has no
 * part in y or the gradients, NaN neither. Two int32 give int32, mixed gives float32; `condition` is int32, as comparisons give it.
 *
 * Shapes: `condition`, `a`, `b` that broadcast → `y`. Gradients: `dy` goes to what was chosen, 0 to the other, summed over
 * repeated axes.
 * Throws `DTypeError` unless `condition` is int32, or for a fraction with int32; `ShapeError` if the shapes do not broadcast.
 */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  checkDType("where", "condition", condition, "int32");
  const dtype = dtypeOf(a, b);
  const x = operand("where", a, dtype, b);
  const z = operand("where", b, dtype, a);
  const chosen = broadcastShapes("where", x.t.shape, z.t.shape);
  const shape = broadcastShapes("where", chosen, condition.shape, ["y", "condition"]);
  const y = new Tensor(shape, dtype);
  select(y, [condition, x.t, z.t]);
  if (x.temporary) x.t.dispose();
  if (z.temporary) z.t.dispose();
  return recordBinary(
    "where",
    y,
    a,
    b,
    (dy) => where(condition, dy, 0),
    (dy) => where(condition, 0, dy),
  );
}

/** The kernel walks along an operand or stands still; one that is repeated otherwise is spread out first. */
function select(y: Tensor, operands: readonly [condition: Tensor, a: Tensor, b: Tensor]): void {
  const wide = operands.map((t) => (t.size === 1 || t.size === y.size ? t : spread("where", t, y.shape)));
  const [c, a, b] = wide as [Tensor, Tensor, Tensor];
  const step = (t: Tensor) => (t.size === 1 ? 0 : 1);
  launch.select(y.address, c.address, a.address, b.address, step(c), step(a), step(b), y.size);
  wide.forEach((t, i) => t !== operands[i] && t.dispose());
}
