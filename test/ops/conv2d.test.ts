import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { conv2d, type Conv2dOptions, mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { randomTensor } from "../helpers/random.ts";

describe("conv2d", () => {
  for (const stride of [1, 2, 3, [1, 2]] as const)
    for (const padding of [0, 1, [2, 1], "same"] as const)
      for (const dilation of [1, 2] as const)
        for (const groups of [1, 3])
          for (const [H, W, R, S] of [
            [7, 9, 3, 3],
            [9, 6, 2, 5],
            [11, 21, 1, 1],
          ] as const)
            test(`s${stride} p${padding} d${dilation} g${groups} ${H}x${W} ${R}x${S}`, () => {
              const [B, C, O] = [2, 6, 9];
              const x = variable(randomTensor(B, C, H, W));
              const w = variable(randomTensor(O, C / groups, R, S));
              const b = variable(randomTensor(O));
              const options = { stride, padding, dilation, groups } as Conv2dOptions;
              let y;
              try {
                y = conv2d(x, w, b, options);
              } catch (e) {
                expect(String(e)).toContain("the filter spans");
                return;
              }
              const [, , P, Q] = y.shape as [number, number, number, number];
              const dy = randomTensor(...y.shape);
              const g = gradients(sum(mul(y, dy)));
              const [sh, sw] = typeof stride === "number" ? [stride, stride] : stride;
              let [ph, pw] = [0, 0];
              if (padding === "same") {
                ph = Math.max(0, (Math.ceil(H / sh) - 1) * sh + dilation * (R - 1) + 1 - H) >> 1;
                pw = Math.max(0, (Math.ceil(W / sw) - 1) * sw + dilation * (S - 1) + 1 - W) >> 1;
              } else [ph, pw] = typeof padding === "number" ? [padding, padding] : padding;
              const [X, Wd, Y, D] = [x.data, w.data, b.data, dy.data];
              const want = new Float64Array(y.size), dx = new Float64Array(x.size), dw = new Float64Array(w.size);
              const Cg = C / groups, Og = O / groups;
              for (let n = 0; n < B; n++) for (let o = 0; o < O; o++) for (let p = 0; p < P; p++) for (let q = 0; q < Q; q++) {
                const yi = ((n * O + o) * P + p) * Q + q;
                want[yi] = Y[o]!;
                for (let c = 0; c < Cg; c++) for (let r = 0; r < R; r++) for (let s = 0; s < S; s++) {
                  const h = p * sh + r * dilation - ph, v = q * sw + s * dilation - pw;
                  if (h < 0 || h >= H || v < 0 || v >= W) continue;
                  const ch = Math.floor(o / Og) * Cg + c;
                  const xi = ((n * C + ch) * H + h) * W + v, wi = ((o * Cg + c) * R + r) * S + s;
                  want[yi]! += X[xi]! * Wd[wi]!; dx[xi]! += D[yi]! * Wd[wi]!; dw[wi]! += D[yi]! * X[xi]!;
                }
              }
              expectClose(y.data, want, 1e-5, "y");
              expectClose(g.get(x)!.data, dx, 1e-5, "dx");
              expectClose(g.get(w)!.data, dw, 1e-5, "dw");
            });
});
