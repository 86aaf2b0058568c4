// What comparisons share: their kernels, by relation.

import { launch } from "../../wasm/generated/launch.ts";
import type { BinaryKernels } from "./binary.ts";

/** The relations of assembly/relation.ts, which add up; and the opposite of a sum. */
export const LESS = 1;
export const EQUAL = 2;
export const OPPOSITE = 4;

/** The kernels of `a ∘ b`, for `binary`. */
export function comparing(relation: number): Required<BinaryKernels> {
  return {
    float: (y, a, b, M, N, al, am, an, bl, bm, bn, items) =>
      launch.compare(y, a, b, M, N, al, am, an, bl, bm, bn, relation, items),
    int: (y, a, b, M, N, al, am, an, bl, bm, bn, items) =>
      launch.compare_int(y, a, b, M, N, al, am, an, bl, bm, bn, relation, items),
    result: "int32",
  };
}

/** The kernels of `b ∘ a`. */
export function comparingBack(relation: number): Required<BinaryKernels> {
  const { float, int, result } = comparing(relation);
  return {
    float: (y, a, b, M, N, al, am, an, bl, bm, bn, items) => float(y, b, a, M, N, bl, bm, bn, al, am, an, items),
    int: (y, a, b, M, N, al, am, an, bl, bm, bn, items) => int(y, b, a, M, N, bl, bm, bn, al, am, an, items),
    result,
  };
}
