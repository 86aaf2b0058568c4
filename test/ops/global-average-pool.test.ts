import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { globalAveragePool } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("globalAveragePool", () => {
  test("works by hand", () => {
    expect(globalAveragePool(tensor([[[[1, 2], [3, 6]], [[0, 0], [0, 4]]]])).toArray()).toEqual([[3, 1]]); // prettier-ignore
    expect(globalAveragePool(zeros([0, 3, 2, 2])).shape).toEqual([0, 3]);
  });

  test("has the right gradients", () => {
    gradcheck((x) => globalAveragePool(x), [randomTensor(2, 3, 4, 5)]);
  });

  test("leaves only its result", () => {
    expectNoLeaks((x) => globalAveragePool(x!), [randomTensor(2, 3, 4, 5)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => globalAveragePool(zeros([2, 3])),
      ShapeError,
      "globalAveragePool: x is [2, 3], expected [B, C, H, W]",
    );
  });
});
