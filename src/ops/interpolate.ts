import { checkValue } from "../base/check.ts";
import { ShapeError, ValueError } from "../base/errors.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { resample, type Taps } from "./support/resample.ts";
import { type Pair, pairOf } from "./support/window.ts";

/** Options of `interpolate`: either the size of the result, or its scale. */
export interface InterpolateOptions {
  /** Height and width of the result. */
  readonly size?: Pair;
  /** How many times as large as x; sizes are rounded down. */
  readonly scale?: Pair;
  /** Default "nearest". */
  readonly mode?: "nearest" | "bilinear" | "bicubic";
  /** Whether the centres of the corners keep their places, and not the edges; default false. Not for "nearest". */
  readonly alignCorners?: boolean;
}

const MODES = ["nearest", "bilinear", "bicubic"];

/**
 * Images of another size: each number is that of the nearest place above and to the left, or a mixture of the 2 × 2 or 4 × 4 around it,
 * with PyTorch's places and, for bicubic, its a = −¾. Places outside repeat the border.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`. Gradients: each number of x gets its share of `dy`.
 * Throws `DTypeError` unless x is float32, `ShapeError` for other ranks and empty images, `ValueError` unless one of size and scale is
 * given and makes sizes of at least 1, or for another mode.
 */
export function interpolate(
  x: Tensor,
  { size, scale, mode = "nearest", alignCorners = false }: InterpolateOptions,
): Tensor {
  checkDType("interpolate", "x", x, "float32");
  const { H, W } = checkShape("interpolate", "x", x, "B C H W");
  if (H === 0 || W === 0) {
    throw new ShapeError(`interpolate: x is ${formatShape(x.shape)}, expected a height and a width of at least 1`);
  }
  checkValue("interpolate", "mode", mode, MODES.includes(mode), `one of ${MODES.join(", ")}`);
  const isValid = mode !== "nearest" || !alignCorners;
  checkValue("interpolate", "alignCorners", alignCorners, isValid, 'false for "nearest"');
  const [rows, columns] = [H, W].map((n, axis) => tapsOf(n, axis, size, scale, mode, alignCorners)) as [Taps, Taps];
  return resample("interpolate", x, [rows, columns]);
}

function tapsOf(
  n: number,
  axis: number,
  size: Pair | undefined,
  scale: Pair | undefined,
  mode: string,
  alignCorners: boolean,
): Taps {
  if ((size === undefined) === (scale === undefined)) {
    throw new ValueError(`interpolate: size is ${String(size)} and scale ${String(scale)}, expected one of them`);
  }
  const factor = scale === undefined ? null : typeof scale === "number" ? scale : scale[axis]!;
  const places = factor === null ? pairOf("interpolate", "size", size!, 1)[axis]! : Math.floor(n * factor);
  checkValue("interpolate", "scale", factor, Number.isSafeInteger(places) && places >= 1, "a size of at least 1");
  const step = alignCorners ? (places > 1 ? (n - 1) / (places - 1) : 0) : factor === null ? n / places : 1 / factor;
  const inside = (i: number) => Math.min(Math.max(i, 0), n - 1);
  return Array.from({ length: places }, (_, p) => {
    if (mode === "nearest") return [{ from: inside(Math.floor(p * step)), weight: 1 }];
    const at = alignCorners ? p * step : (p + 0.5) * step - 0.5;
    const place = mode === "bilinear" ? Math.max(at, 0) : at;
    const first = Math.floor(place);
    const t = place - first;
    const weights = mode === "bilinear" ? [1 - t, t] : [far(1 + t), near(t), near(1 - t), far(2 - t)];
    const before = mode === "bilinear" ? 0 : 1;
    return weights.map((weight, i) => ({ from: inside(first - before + i), weight }));
  });
}

/** Cubic convolution with a = −¾ at a distance below 1, and between 1 and 2. Source: R. Keys, 1981, equation 15. */
const near = (d: number) => (1.25 * d - 2.25) * d * d + 1;
const far = (d: number) => ((-0.75 * d + 3.75) * d - 6) * d + 3;
