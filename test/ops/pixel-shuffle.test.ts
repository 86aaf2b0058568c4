import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { pixelShuffle } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("pixelShuffle", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 2]], [[3, 4]], [[5, 6]], [[7, 8]]]]);
    expect(pixelShuffle(x, 2).toArray()).toEqual([[[[1, 3, 2, 4], [5, 7, 6, 8]]]]); // prettier-ignore
    expect(pixelShuffle(zeros([0, 4, 2, 2]), 2).shape).toEqual([0, 1, 4, 4]);
  });

  test("has the right gradients", () => {
    gradcheck((x) => pixelShuffle(x, 2), [randomTensor(2, 8, 2, 3)]);
  });

  test("leaves only its result", () => {
    expectNoLeaks((x) => pixelShuffle(x!, 2), [randomTensor(2, 8, 2, 3)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => pixelShuffle(zeros([2, 3, 8, 8]), 2),
      ShapeError,
      "pixelShuffle: x is [2, 3, 8, 8], expected a multiple of 4 channels",
    );
    expectRefusal(
      () => pixelShuffle(zeros([2, 3, 8, 8]), 0),
      ValueError,
      "pixelShuffle: r is 0, expected a whole number from 1 on",
    );
  });
});
