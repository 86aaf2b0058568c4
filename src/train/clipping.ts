import type { Gradients } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import { clipByGlobalNorm } from "../optim/clip-by-global-norm.ts";
import { clipByValue } from "../optim/clip-by-value.ts";

/** What `fit` does to gradients that are large: at most one of these. */
export interface ClippingOptions {
  /** The most that the norm of all gradients together may be: larger ones are scaled to it, see `clipByGlobalNorm`. Default none. */
  readonly clipNorm?: number | undefined;
  /** The most that any number of a gradient may be off 0: others are set to it, see `clipByValue`. Default none. */
  readonly clipValue?: number | undefined;
}

/** What becomes of gradients before the parameters move along them. */
export type Clipping = (grads: Gradients) => Gradients;

/** The clipping that the options say. Throws `ValueError` for bounds that are none, and for both at once. */
export function clippingOf({ clipNorm, clipValue }: ClippingOptions): Clipping {
  for (const [name, bound] of Object.entries({ clipNorm, clipValue })) {
    checkValue("fit", name, bound, bound === undefined || bound > 0, "a number above 0");
  }
  if (clipNorm !== undefined && clipValue !== undefined) {
    throw new ValueError("fit: clipNorm and clipValue are given, expected one of them");
  }
  if (clipNorm !== undefined) return (grads) => clipByGlobalNorm(grads, clipNorm).grads;
  if (clipValue !== undefined) return (grads) => clipByValue(grads, clipValue);
  return (grads) => grads;
}
