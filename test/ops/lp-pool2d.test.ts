import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { lpPool2d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("lpPool2d", () => {
  test("works by hand", () => {
    const x = tensor([[[[3, 4, 1], [0, 0, 2]]]]); // prettier-ignore
    expect(lpPool2d(x, 2, 2).toArray()).toEqual([[[[5]]]]);
    expect(lpPool2d(x, 1, 2, { stride: 1 }).toArray()).toEqual([[[[7, 7]]]]);
    expectClose(lpPool2d(x, 3, [1, 3]).data, [Math.cbrt(92), 2], 1e-6);
    expect(lpPool2d(tensor([[[[-2, 1]]]]), 3, [1, 2]).item()).toBe(NaN);
  });

  test("has the right gradients", () => {
    const x = randomTensor(1, 2, 4, 5).data.map((v) => 1 + v / 2);
    for (const p of [1, 2, 3]) gradcheck((t) => lpPool2d(t, p, 2), [tensor(x, [1, 2, 4, 5])]);
  });

  test("leaves only its result", () => {
    for (const p of [1, 2, 3]) expectNoLeaks((x) => lpPool2d(x!, p, 2), [randomTensor(1, 2, 4, 5)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(() => lpPool2d(zeros([2, 3]), 2, 2), ShapeError, "lpPool2d: x is [2, 3], expected [B, C, ");
    expectRefusal(
      () => lpPool2d(zeros([1, 2, 4, 5]), 1.5, 2),
      ValueError,
      "lpPool2d: p is 1.5, expected a whole number from 1 to 64",
    );
    expectRefusal(() => lpPool2d(zeros([1, 2, 4, 5]), 2, 20), ShapeError, "of at least 20");
  });
});
