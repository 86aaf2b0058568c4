// What the pictures of the cheat sheet share.

import { gradients, sum, tensor, type Tensor, variable } from "wasmgrad";
import { digits } from "wasmgrad/datasets";
import { type Path } from "wasmgrad/viz";

/** Charts by the names of their files. */
export type Pictures = Readonly<Record<string, () => string | Promise<string>>>;

/** Of charts, and of rows of small pictures. */
export const SIZE = { width: 360, height: 230 } as const;
export const TILES = { width: 384 } as const;

/** `count` numbers from `from` to `to`. */
export function between(from: number, to: number, count = 101): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** The graph of a function of single numbers, and that of its slope, which automatic differentiation gives. */
export function graphs(name: string, f: (x: Tensor) => Tensor, from: number, to: number): Path[] {
  const at = between(from, to);
  const x = variable(tensor(at));
  const y = f(x);
  const slope = gradients(sum(y), { of: [x] }).get(x)!;
  return [
    { name, x: at, y: y.data },
    { name: "slope", x: at, y: slope.data },
  ];
}

/**
 * Contour lines of `(w − middle)ᵀ A (w − middle)`, in equal steps of its root; `matrix` has what is on A's diagonal and what is beside
 * it.
 */
export function contours(
  [a, b, beside]: readonly [a: number, b: number, beside: number],
  [x0, y0]: readonly [number, number],
  largest: number,
  count = 6,
): Path[] {
  const turns = between(0, 2 * Math.PI, 49);
  // A = L Lᵀ, and the ellipse is what Lᵀ takes to a circle.
  const l = Math.sqrt(a);
  const m = beside / l;
  const n = Math.sqrt(b - m * m);
  return between(largest / count, largest, count).map((radius) => {
    const y = turns.map((turn) => (radius * Math.sin(turn)) / n);
    return {
      x: turns.map((turn, i) => x0 + (radius * Math.cos(turn) - m * y[i]!) / l),
      y: y.map((v) => y0 + v),
    };
  });
}

/** One of the handwritten digits that come with the package, `[1, 1, 8, 8]`. */
export function digit(index: number): Tensor {
  const { x } = digits().train;
  return tensor(x.data.subarray(index * 64, (index + 1) * 64), [1, 1, 8, 8]);
}
