import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { checkDType, checkShape } from "../../tensor/check.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Filters of one group, at most. */
const MOST_FILTERS = 20_480;

/**
 * The sizes of a convolution of images x [B, C, H, W] to O channels. Filters are `[O, C / groups, R, S]`, or for a transposed
 * convolution, "C O R S", `[C, O / groups, R, S]`. Throws `ShapeError` or `DTypeError` if they do not fit.
 */
export function checkFilters(
  op: string,
  x: Tensor,
  w: Tensor,
  bias: Tensor | null,
  groups: number,
  layout: "O C R S" | "C O R S",
): Record<"B" | "C" | "H" | "W" | "O" | "R" | "S", number> {
  checkValue(op, "groups", groups, Number.isSafeInteger(groups) && groups >= 1, "a whole number from 1 on");
  const { B, C, H, W } = checkShape(op, "x", x, "B C H W");
  const { M, D, R, S } = checkShape(op, "w", w, "M D R S");
  const O = layout === "O C R S" ? M : D * groups;
  const fits = layout === "O C R S" ? D * groups === C && O % groups === 0 : M === C && C % groups === 0;
  if (!fits || w.size === 0 || O / groups > MOST_FILTERS || C / groups > MOST_FILTERS) {
    const by = groups === 1 ? "" : ` / ${groups}`;
    const wanted = layout === "O C R S" ? `[O, C${by}, R, S]` : `[C, O${by}, R, S]`;
    const grouped = groups === 1 ? "" : ` and ${groups} groups that divide C and O`;
    throw new ShapeError(
      `${op}: w is ${formatShape(w.shape)}, expected ${wanted} for C=${C}${grouped}, none of them 0`,
    );
  }
  for (const [name, t] of Object.entries({ x, w, bias })) if (t !== null) checkDType(op, name, t, "float32");
  if (bias !== null) checkShape(op, "bias", bias, "O", { O });
  return { B, C, H, W, O, R, S };
}
