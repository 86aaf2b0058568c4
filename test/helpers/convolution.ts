// Convolution and its gradients as loops over everything, in float64.

import { type Operand } from "./kernels.ts";

/** x [B, G·D, H, W] by filters [G·M, D, R, S] to y [B, G·M, P, Q]; pairs are of rows and columns. */
export interface Sizes {
  readonly B: number;
  readonly G: number;
  readonly M: number;
  readonly D: number;
  readonly image: readonly [H: number, W: number];
  readonly filter: readonly [R: number, S: number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  /** Zeros before the image. */
  readonly before: readonly [number, number];
  readonly places: readonly [P: number, Q: number];
}

/** Calls `f` with the places in y, x and w of every product. */
export function forEachProduct(s: Sizes, f: (y: number, x: number, w: number) => void): void {
  const { B, G, M, D, image, filter, stride, dilation, before, places } = s;
  const [H, W] = image;
  const [R, S] = filter;
  const [P, Q] = places;
  for (let b = 0; b < B; b++)
    for (let o = 0; o < G * M; o++)
      for (let p = 0; p < P; p++)
        for (let q = 0; q < Q; q++)
          for (let d = 0; d < D; d++)
            for (let r = 0; r < R; r++)
              for (let t = 0; t < S; t++) {
                const h = p * stride[0] + r * dilation[0] - before[0];
                const v = q * stride[1] + t * dilation[1] - before[1];
                if (h < 0 || h >= H || v < 0 || v >= W) continue;
                const channel = b * G * D + Math.floor(o / M) * D + d;
                f(((b * G * M + o) * P + p) * Q + q, (channel * H + h) * W + v, ((o * D + d) * R + r) * S + t);
              }
}

/** y = x ⋆ w + bias. */
export function convolved(x: ArrayLike<number>, w: ArrayLike<number>, bias: ArrayLike<number> | null, s: Sizes) {
  const PQ = s.places[0] * s.places[1];
  const O = s.G * s.M;
  const y = Float64Array.from({ length: s.B * O * PQ }, (_, i) => bias?.[Math.floor(i / PQ) % O] ?? 0);
  forEachProduct(s, (yi, xi, wi) => (y[yi]! += x[xi]! * w[wi]!));
  return y;
}

/** The gradients of the sum of dy · y. */
export function convolutionGradients(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  dy: ArrayLike<number>,
  s: Sizes,
): { dx: Float64Array; dw: Float64Array } {
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  forEachProduct(s, (yi, xi, wi) => {
    dx[xi]! += dy[yi]! * w[wi]!;
    dw[wi]! += dy[yi]! * x[xi]!;
  });
  return { dx, dw };
}

/** An input that holds what another kernel gave. */
export const again = (x: Float32Array): Operand => ({ length: x.length, fill: (i) => x[i]! });

/** Zeros without their signs, which depend on the order of products. */
export const unsigned = (x: Float32Array): Float32Array => x.map((value) => value + 0);
