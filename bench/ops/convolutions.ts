import { convolve, filterGradient, type Geometry, inputGradient } from "../../src/ops/support/convolution.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { Convolution, type ConvolutionSizes, placesOf } from "../baseline/convolution.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise, results } from "../inputs.ts";

const SIZES: Readonly<Record<string, ConvolutionSizes>> = {
  "3x3 64-64 28² b8": sizes(8, 64, 64, 28, 3, { padding: 1 }),
  "3x3 64-64 56² b8": sizes(8, 64, 64, 56, 3, { padding: 1 }),
  "3x3 32-64 14² b32": sizes(32, 32, 64, 14, 3, { padding: 1 }),
  "3x3 24-32 12² b32": sizes(32, 24, 32, 12, 3, {}),
  "5x5 32-32 28² b8": sizes(8, 32, 32, 28, 5, { padding: 2 }),
  "3x3 stride 2 64-64 28² b8": sizes(8, 64, 64, 28, 3, { padding: 1, stride: 2 }),
  "3x3 dilation 2 64-64 28² b8": sizes(8, 64, 64, 28, 3, { padding: 2, dilation: 2 }),
  "1x1 128-128 28² b8": sizes(8, 128, 128, 28, 1, {}),
  "5x5 1-24 28² b32": sizes(32, 1, 24, 28, 5, {}),
  "3x3 1-32 28² b32": sizes(32, 1, 32, 28, 3, { padding: 1 }),
  "3x3 depthwise 128 28² b8": sizes(8, 128, 128, 28, 3, { padding: 1, depthwise: true }),
};

interface Sizes extends ConvolutionSizes {
  readonly depthwise: boolean;
}

function sizes(
  B: number,
  C: number,
  O: number,
  H: number,
  R: number,
  { stride = 1, padding = 0, dilation = 1, depthwise = false },
): Sizes {
  return { B, C, O, H, R, stride, padding, dilation, depthwise };
}

/** Convolutions, forward and both gradients; GFLOP/s count the products of the direct algorithm. */
export const convolutions: Suite = Object.fromEntries(
  Object.entries(SIZES).flatMap(([name, s]) =>
    (["forward", "dx", "dw"] as const).flatMap((direction) => {
      // Nobody asks for the gradient of the pixels.
      if (s.C === 1 && direction === "dx") return [];
      const make = () => convolution(s as Sizes, direction);
      return [[`conv ${name} ${direction}`, s.H > 28 ? { slow: make } : make]];
    }),
  ),
);

function convolution(s: Sizes, direction: "forward" | "dx" | "dw"): Case {
  const { B, C, O, H, R, stride, padding, dilation, depthwise } = s;
  const P = placesOf(s);
  const window = { size: R, stride, dilation, before: padding, after: padding };
  const G = depthwise ? C : 1;
  const g: Geometry = { B, G, M: O / G, D: C / G, image: [H, H], windows: [window, window] };
  const x = both(noise(B * C * H * H), B, C, H, H);
  const w = both(noise((O * C * R * R) / G), O, C / G, R, R);
  const dy = both(noise(B * O * P * P), B, O, P, P);
  const size = { forward: B * O * P * P, dx: B * C * H * H, dw: (O * C * R * R) / G }[direction];
  const want = results(size).data;
  // A depthwise convolution is one of a single channel for more images.
  const slow = new Convolution(depthwise ? { ...s, B: 1, C: 1, O: 1 } : s);
  const planes = depthwise ? B * C : 1;
  const part = (a: Float32Array, plane: number) => {
    const length = a.length / planes;
    return depthwise ? a.subarray(plane * length, (plane + 1) * length) : a;
  };
  const filter = (a: Float32Array, plane: number) =>
    depthwise ? a.subarray((plane % C) * R * R, ((plane % C) + 1) * R * R) : a;
  const sum = new Float32Array(w.data.length);
  const runs = {
    forward: () => convolve(x.t, w.t, null, g),
    dx: () => inputGradient(dy.t, w.t, g),
    dw: () => filterGradient(x.t, dy.t, g),
  };
  const ours = (): Tensor => runs[direction]();
  return {
    ours: () => ours().dispose(),
    baseline: () => {
      if (direction === "dw" && depthwise) sum.fill(0);
      for (let i = 0; i < planes; i++) {
        if (direction === "forward") slow.forward(part(want, i), part(x.data, i), filter(w.data, i));
        else if (direction === "dx") slow.inputGradient(part(want, i), part(dy.data, i), filter(w.data, i));
        else if (!depthwise) slow.filterGradient(want, dy.data, x.data);
        else {
          const dw = filter(want, i);
          slow.filterGradient(dw, part(dy.data, i), part(x.data, i));
          const to = filter(sum, i);
          for (let k = 0; k < to.length; k++) to[k]! += dw[k]!;
        }
      }
      if (direction === "dw" && depthwise) want.set(sum);
    },
    results: () => ({ got: ours().data, want }),
    flops: (2 * B * O * P * P * C * R * R) / G,
  };
}
