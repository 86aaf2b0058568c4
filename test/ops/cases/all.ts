import { activations } from "./activations.ts";
import { elementwise } from "./elementwise.ts";
import { images } from "./images.ts";
import type { Cases } from "./inputs.ts";
import { normalizations } from "./normalizations.ts";
import { products } from "./products.ts";
import { recurrent } from "./recurrent.ts";
import { reductions } from "./reductions.ts";
import { shapes } from "./shapes.ts";

/** Every op, on shapes that its kernels split: rows for `[300, 40]`, columns, and operands that repeat. */
export const CASES: Cases = {
  ...elementwise,
  ...activations,
  ...reductions,
  ...shapes,
  ...products,
  ...recurrent,
  ...images,
  ...normalizations,
};
