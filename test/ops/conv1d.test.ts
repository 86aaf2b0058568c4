import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { conv1d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { convolved } from "../helpers/convolution.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("conv1d", () => {
  test("works by hand", () => {
    const x = tensor([[[1, 2, 3, 4]]]);
    const w = tensor([[[1, 0, -1]]]);
    expect(conv1d(x, w).toArray()).toEqual([[[-2, -2]]]);
    expect(conv1d(x, w, tensor([5]), { padding: 1 }).toArray()).toEqual([[[3, 3, 3, 8]]]);
    expect(conv1d(x, w, null, { padding: [2, 0], stride: 2 }).toArray()).toEqual([[[-1, -2]]]);
    expect(conv1d(x, w, null, { padding: "same", dilation: 2 }).toArray()).toEqual([[[-3, -4, 1, 2]]]);
  });

  test.each([
    [1, 1, 1, 0],
    [2, 1, 2, 3],
    [1, 3, 1, 1],
    [3, 2, 3, 2],
  ])("agrees with loops: stride %i, dilation %i, %i groups, padding %i", (stride, dilation, groups, padding) => {
    const [B, C, O, L, S] = [3, 6, 12, 31, 4];
    const P = Math.floor((L + 2 * padding - dilation * (S - 1) - 1) / stride) + 1;
    const [x, w, b] = [randomTensor(B, C, L), randomTensor(O, C / groups, S), randomTensor(O)];
    const y = conv1d(x, w, b, { stride, dilation, groups, padding });
    expect(y.shape).toEqual([B, O, P]);
    const sizes = { B, G: groups, M: O / groups, D: C / groups, image: [1, L], filter: [1, S] } as const;
    const steps = { stride: [1, stride], dilation: [1, dilation], before: [0, padding], places: [1, P] } as const;
    expectClose(y.data, convolved(x.data, w.data, b.data, { ...sizes, ...steps }), 4e-6);
  });

  test("has the right gradients", () => {
    const inputs = [randomTensor(2, 4, 9), randomTensor(6, 2, 3), randomTensor(6)];
    gradcheck((...args) => conv1d(args[0]!, args[1]!, args[2]!, { stride: 2, padding: 1, groups: 2 }), inputs);
  });

  test("leaves only its result", () => {
    expectNoLeaks((x, w) => conv1d(x!, w!, null, { padding: 1 }), [randomTensor(2, 4, 9), randomTensor(6, 4, 3)]);
  });

  test("refuses what does not fit", () => {
    const w = zeros([4, 3, 3]);
    expect(() => conv1d(zeros([3, 8]), w)).toThrow("conv1d: x is [3, 8], expected [B, C, L]");
    expect(() => conv1d(zeros([2, 3, 8]), zeros([4, 3]))).toThrow("conv1d: w is [4, 3], expected [M, D, S]");
    expect(() => conv1d(zeros([2, 4, 8]), w)).toThrow("conv1d: w is [4, 3, 3], expected [O, C, S] for C=4");
    expect(() => conv1d(zeros([2, 3, 2]), w)).toThrow("conv1d: the filter spans 3 of the padded input's width 2");
    expect(() => conv1d(zeros([2, 3, 8]), w, null, { stride: 0.5 })).toThrow("stride is 0.5");
  });
});
