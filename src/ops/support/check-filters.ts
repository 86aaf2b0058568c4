import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import { checkDType, checkShape } from "../../tensor/check.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Filters of one group, at most. */
const MOST_FILTERS = 20_480;

/** Sizes of a convolution of images to O channels; a sequence is an image of one row. */
export interface FilterSizes {
  readonly B: number;
  readonly C: number;
  readonly O: number;
  readonly image: readonly [H: number, W: number];
  readonly filter: readonly [R: number, S: number];
}

/**
 * The sizes of a convolution of images x [B, C, H, W] or sequences [B, C, L]. Filters are `[O, C / groups, R, S]`, or for a transposed
 * convolution, "C O", `[C, O / groups, R, S]`, without R for sequences. Throws `ShapeError` or `DTypeError` if they do not fit.
 */
export function checkFilters(
  op: string,
  [x, w, bias]: readonly [Tensor, Tensor, Tensor | null],
  groups: number,
  layout: "O C" | "C O",
  axes: 1 | 2,
): FilterSizes {
  checkValue(op, "groups", groups, Number.isSafeInteger(groups) && groups >= 1, "a whole number from 1 on");
  const { B, C } = axes === 1 ? checkShape(op, "x", x, "B C L") : checkShape(op, "x", x, "B C H W");
  const { M, D } = axes === 1 ? checkShape(op, "w", w, "M D S") : checkShape(op, "w", w, "M D R S");
  const O = layout === "O C" ? M : D * groups;
  const fits = layout === "O C" ? D * groups === C && O % groups === 0 : M === C && C % groups === 0;
  if (!fits || w.size === 0 || O / groups > MOST_FILTERS || C / groups > MOST_FILTERS) {
    const by = groups === 1 ? "" : ` / ${groups}`;
    const taps = axes === 1 ? "S" : "R, S";
    const wanted = layout === "O C" ? `[O, C${by}, ${taps}]` : `[C, O${by}, ${taps}]`;
    const grouped = groups === 1 ? "" : ` and ${groups} groups that divide C and O`;
    throw new ShapeError(
      `${op}: w is ${formatShape(w.shape)}, expected ${wanted} for C=${C}${grouped}, none of them 0`,
    );
  }
  for (const [name, t] of Object.entries({ x, w, bias })) if (t !== null) checkDType(op, name, t, "float32");
  if (bias !== null) checkShape(op, "bias", bias, "O", { O });
  const last = (t: Tensor): readonly [number, number] => [axes === 1 ? 1 : t.shape[2]!, t.shape.at(-1)!];
  return { B, C, O, image: last(x), filter: last(w) };
}
