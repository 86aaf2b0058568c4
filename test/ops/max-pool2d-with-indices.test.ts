import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { maxPool2d, maxPool2dWithIndices } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { distinct, expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("maxPool2dWithIndices", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 5, 2, 0], [3, 4, 8, 8]], [[0, 0, NaN, 9], [0, 0, NaN, 1]]]]); // prettier-ignore
    const { values, indices } = maxPool2dWithIndices(x, 2);
    expect(values.toArray()).toEqual([[[[5, 8]], [[0, NaN]]]]);
    expect(indices.toArray()).toEqual([[[[1, 6]], [[0, 6]]]]);
    expect(indices.dtype).toBe("int32");
  });

  test("agrees with maxPool2d", () => {
    const x = randomTensor(3, 4, 9, 11);
    for (const options of [{}, { stride: 2, padding: 1 }, { ceilMode: true, dilation: 2 }]) {
      const { values, indices } = maxPool2dWithIndices(x, 3, options);
      expect(values.toArray()).toEqual(maxPool2d(x, 3, options).toArray());
      const [data, size] = [x.data, values.size / 12];
      expect(Array.from(indices.data, (i, k) => data[Math.floor(k / size) * 99 + i])).toEqual(Array.from(values.data));
    }
  });

  test("has the right gradients", () => {
    gradcheck((x) => maxPool2dWithIndices(x, 3, { stride: 2, padding: 1 }).values, [distinct(1, 2, 5, 6)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => maxPool2dWithIndices(zeros([2, 3]), 2),
      ShapeError,
      "maxPool2dWithIndices: x is [2, 3], expected [B, C, H, W]",
    );
    expectRefusal(
      () => maxPool2dWithIndices(zeros([2, 3, 8, 8]), 3, { padding: 2 }),
      ValueError,
      "padding is 2, expected at most half of kernel 3",
    );
  });
});
