import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { convTranspose2d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { forEachProduct } from "../helpers/convolution.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("convTranspose2d", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 2]]]]);
    const w = tensor([
      [
        [
          [1, 10],
          [100, 1000],
        ],
      ],
    ]);
    expect(convTranspose2d(x, w).toArray()).toEqual([
      [
        [
          [1, 12, 20],
          [100, 1200, 2000],
        ],
      ],
    ]);
    const bias = tensor([0.5]);
    expect(convTranspose2d(x, w, bias, { stride: 3 }).toArray()).toEqual([
      [
        [
          [1.5, 10.5, 0.5, 2.5, 20.5],
          [100.5, 1000.5, 0.5, 200.5, 2000.5],
        ],
      ],
    ]);
  });

  test.each([
    // groups, C, O, R, S, stride, padding, outputPadding, dilation
    [1, 3, 7, 3, 3, [1, 1], [0, 0], [0, 0], [1, 1]],
    [1, 8, 9, 3, 3, [1, 1], [1, 1], [0, 0], [1, 1]],
    [2, 4, 6, 2, 3, [2, 3], [1, 0], [1, 2], [1, 1]],
    [1, 6, 5, 4, 1, [2, 2], [1, 0], [0, 1], [1, 1]],
    [3, 6, 3, 3, 2, [3, 1], [2, 1], [0, 1], [1, 2]],
    [1, 2, 3, 2, 2, [4, 2], [0, 0], [3, 0], [2, 3]],
    [4, 4, 4, 3, 3, [2, 2], [1, 1], [1, 1], [2, 2]],
  ] as const)("agrees with loops: %j groups, %j channels to %j, filters %j × %j, %j %j %j %j", (...sizes) => {
    const [groups, C, O, R, S, stride, padding, outputPadding, dilation] = sizes;
    const [B, H, W] = [2, 5, 9];
    const image = [0, 1].map((axis) => {
      const reach = dilation[axis]! * ([R, S][axis]! - 1) + 1;
      return ([H, W][axis]! - 1) * stride[axis]! - 2 * padding[axis]! + reach + outputPadding[axis]!;
    }) as [number, number];
    scope(() => {
      const [x, w, b] = [randomTensor(B, C, H, W), randomTensor(C, O / groups, R, S), randomTensor(O)];
      const y = convTranspose2d(x, w, b, { stride, padding, outputPadding, dilation, groups });
      expect(y.shape).toEqual([B, O, ...image]);
      const want = Float64Array.from({ length: y.size }, (_, i) => b.data[Math.floor(i / (image[0] * image[1])) % O]!);
      const s = { B, G: groups, M: C / groups, D: O / groups, image, filter: [R, S], places: [H, W] } as const;
      forEachProduct({ ...s, stride, dilation, before: padding }, (xi, yi, wi) => {
        want[yi]! += x.data[xi]! * w.data[wi]!;
      });
      expectClose(y.data, want, 4e-6);
    });
  });

  test("has the right gradients", () => {
    const inputs = [randomTensor(2, 4, 3, 4), randomTensor(4, 3, 3, 2), randomTensor(6)];
    const options = { stride: [2, 1], padding: 1, outputPadding: [1, 0], groups: 2 } as const;
    gradcheck((...args) => convTranspose2d(args[0]!, args[1]!, args[2]!, options), inputs);
  });

  test("leaves only its result", () => {
    const inputs = [randomTensor(2, 3, 4, 5), randomTensor(3, 4, 1, 2), randomTensor(4)];
    expectNoLeaks((...args) => convTranspose2d(args[0]!, args[1]!, args[2]!, { stride: 2 }), inputs);
  });

  test("refuses what does not fit", () => {
    const [x, w] = [zeros([2, 3, 4, 4]), zeros([3, 4, 3, 3])];
    expect(() => convTranspose2d(x, zeros([4, 3, 3, 3]))).toThrow(
      "convTranspose2d: w is [4, 3, 3, 3], expected [C, O, R, S] for C=3",
    );
    expect(() => convTranspose2d(x, w, zeros([3]))).toThrow("convTranspose2d: bias is [3], expected [O=4]");
    expect(() => convTranspose2d(zeros([2, 3, 1, 4]), w, null, { padding: 2 })).toThrow(ShapeError);
    expect(() => convTranspose2d(zeros([2, 3, 1, 4]), w, null, { padding: 2 })).toThrow("the output's height is -1");
    expect(() => convTranspose2d(x, w, null, { outputPadding: 1 })).toThrow(ValueError);
    expect(() => convTranspose2d(x, w, null, { outputPadding: 1 })).toThrow(
      "outputPadding is 1, expected a number below",
    );
  });
});
