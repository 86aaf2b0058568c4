import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { fold, unfold } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("fold", () => {
  test("works by hand", () => {
    const x = tensor([[[1, 2], [3, 4]]]); // prettier-ignore
    expect(fold(x, [1, 3], [1, 2]).toArray()).toEqual([[[[1, 5, 4]]]]);
    expect(fold(zeros([0, 12, 9]), 4, 2).shape).toEqual([0, 3, 4, 4]);
  });

  test("sums what unfold repeats", () => {
    const x = randomTensor(2, 3, 6, 8);
    expect(fold(unfold(x, 2, { stride: 2 }), [6, 8], 2, { stride: 2 }).toArray()).toEqual(x.toArray());
    const counts = fold(unfold(ones([1, 1, 3, 3]), 2), 3, 2);
    expect(counts.toArray()).toEqual([[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]]); // prettier-ignore
  });

  test("has the right gradients", () => {
    gradcheck((x) => fold(x, [4, 5], 2, { padding: 1, stride: 2 }), [randomTensor(1, 8, 9)]);
  });

  test("leaves only its result", () => {
    expectNoLeaks((x) => fold(x!, [4, 5], 2), [randomTensor(1, 8, 12)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => fold(zeros([1, 7, 12]), [4, 5], 2),
      ShapeError,
      "fold: x is [1, 7, 12], expected [B, C · 4, 12] for 3 × 4 places",
    );
    expectRefusal(() => fold(zeros([1, 8, 11]), [4, 5], 2), ShapeError, "fold: x is [1, 8, 11], expected");
    expectRefusal(() => fold(zeros([1, 8, 11]), 0, 2), ValueError, "fold: size is 0");
    expectRefusal(() => fold(zeros([1, 8, 12], "int32"), [4, 5], 2), DTypeError, "fold: x is int32");
  });
});
