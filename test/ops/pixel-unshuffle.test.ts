import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { pixelShuffle, pixelUnshuffle } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("pixelUnshuffle", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 3, 2, 4], [5, 7, 6, 8]]]]); // prettier-ignore
    expect(pixelUnshuffle(x, 2).toArray()).toEqual([[[[1, 2]], [[3, 4]], [[5, 6]], [[7, 8]]]]);
    const y = randomTensor(2, 3, 6, 9);
    expect(pixelShuffle(pixelUnshuffle(y, 3), 3).toArray()).toEqual(y.toArray());
  });

  test("has the right gradients", () => {
    gradcheck((x) => pixelUnshuffle(x, 2), [randomTensor(2, 2, 4, 6)]);
  });

  test("leaves only its result", () => {
    expectNoLeaks((x) => pixelUnshuffle(x!, 2), [randomTensor(2, 2, 4, 6)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => pixelUnshuffle(zeros([2, 3, 8, 8]), 3),
      ShapeError,
      "pixelUnshuffle: x is [2, 3, 8, 8], expected multiples of 3 as height and width",
    );
    expectRefusal(() => pixelUnshuffle(zeros([2, 3, 8, 8]), 1.5), ValueError, "pixelUnshuffle: r is 1.5");
  });
});
