import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { convTranspose1d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("convTranspose1d", () => {
  test("works by hand", () => {
    const [x, w] = [tensor([[[1, 2, 3]]]), tensor([[[1, 10]]])];
    expect(convTranspose1d(x, w).toArray()).toEqual([[[1, 12, 23, 30]]]);
    expect(convTranspose1d(x, w, tensor([0.5]), { stride: 2, padding: 1, outputPadding: 1 }).toArray()).toEqual([
      [[10.5, 2.5, 20.5, 3.5, 30.5]],
    ]);
    expect(convTranspose1d(x, w, null, { dilation: 2 }).toArray()).toEqual([[[1, 2, 13, 20, 30]]]);
  });

  test("has the right gradients", () => {
    const inputs = [randomTensor(2, 4, 5), randomTensor(4, 3, 3), randomTensor(6)];
    gradcheck((...args) => convTranspose1d(args[0]!, args[1]!, args[2]!, { stride: 2, groups: 2 }), inputs);
  });

  test("leaves only its result", () => {
    expectNoLeaks(
      (x, w) => convTranspose1d(x!, w!, null, { stride: 2 }),
      [randomTensor(2, 4, 9), randomTensor(4, 6, 3)],
    );
  });

  test("refuses what does not fit", () => {
    expect(() => convTranspose1d(zeros([3, 4]), zeros([3, 4, 3]))).toThrow(
      "convTranspose1d: x is [3, 4], expected [B, C, L]",
    );
    expect(() => convTranspose1d(zeros([2, 3, 4]), zeros([2, 4, 3]))).toThrow(
      "convTranspose1d: w is [2, 4, 3], expected [C, O, S]",
    );
  });
});
