import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { lpPool1d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("lpPool1d", () => {
  test("works by hand", () => {
    const x = tensor([[[3, 4, 1]]]);
    expect(lpPool1d(x, 2, 2).toArray()).toEqual([[[5]]]);
    expect(lpPool1d(x, 1, 2, { stride: 1 }).toArray()).toEqual([[[7, 5]]]);
    expect(lpPool1d(x, 2, 2, { ceilMode: true }).toArray()).toEqual([[[5, 1]]]);
  });

  test("has the right gradients", () => {
    const x = randomTensor(2, 2, 9).data.map((v) => 1 + v / 2);
    for (const p of [1, 2, 3]) gradcheck((t) => lpPool1d(t, p, 2), [tensor(x, [2, 2, 9])]);
  });

  test("leaves only its result", () => {
    for (const p of [1, 2, 3]) expectNoLeaks((x) => lpPool1d(x!, p, 2), [randomTensor(2, 2, 9)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(() => lpPool1d(zeros([2, 3]), 2, 2), ShapeError, "lpPool1d: x is [2, 3], expected [B, C, ");
    expectRefusal(
      () => lpPool1d(zeros([2, 2, 9]), 1.5, 2),
      ValueError,
      "lpPool1d: p is 1.5, expected a whole number from 1 to 64",
    );
    expectRefusal(() => lpPool1d(zeros([2, 2, 9]), 2, 20), ShapeError, "of at least 20");
  });
});
