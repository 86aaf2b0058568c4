import { describe, expect, test } from "vitest";
import { gradcheck } from "../../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError } from "../../../src/base/errors.ts";
import { meanSquaredError, type Reduction } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { randomTensor } from "../../helpers/random.ts";

describe("meanSquaredError", () => {
  test("is the mean of squared differences, by hand", () => {
    const [output, target] = [tensor([[1, 2, 5]]), tensor([[1, 4, 2]])];
    expect(meanSquaredError(output, target, { reduction: "none" }).toArray()).toEqual([[0, 4, 9]]);
    expect(meanSquaredError(output, target, { reduction: "sum" }).item()).toBe(13);
    expect(meanSquaredError(output, target).item()).toBeCloseTo(13 / 3, 6);
    expect(meanSquaredError(output, tensor([[1, 4, 2]], [1, 3], "int32")).item()).toBeCloseTo(13 / 3, 6);
  });

  test("has the right gradients, of output and target", () => {
    for (const reduction of ["mean", "sum", "none"] as const) {
      gradcheck((x, y) => meanSquaredError(x!, y!, { reduction }), [randomTensor(3, 4), randomTensor(3, 4)]);
    }
  });

  test("does not broadcast", () => {
    const call = () => meanSquaredError(randomTensor(4, 1), randomTensor(4));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow("meanSquaredError: target is [4], expected [4, 1] like the output; reshape it");
  });

  test("says what it expected", () => {
    expect(() => meanSquaredError(zeros([2], "int32"), zeros([2]))).toThrow(DTypeError);
    expect(() => meanSquaredError(zeros([2]), zeros([2]), { reduction: "" as Reduction })).toThrow(
      'meanSquaredError: reduction is , expected "mean", "sum" or "none"',
    );
  });
});
