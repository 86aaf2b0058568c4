import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { roll } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("roll", () => {
  test("moves elements along axes, those past the end to the beginning", () => {
    const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(roll(x, 1, 1).toArray()).toEqual([[3, 1, 2], [6, 4, 5]]); // prettier-ignore
    expect(roll(x, 1, 0).toArray()).toEqual([[4, 5, 6], [1, 2, 3]]); // prettier-ignore
    expect(roll(x, [1, -1], [0, 1]).toArray()).toEqual([[5, 6, 4], [2, 3, 1]]); // prettier-ignore
    expect(roll(x, 1, [0, 1]).toArray()).toEqual([[6, 4, 5], [3, 1, 2]]); // prettier-ignore
    expect(roll(x, [1, 1], [-1, -1]).toArray()).toEqual([[2, 3, 1], [5, 6, 4]]); // prettier-ignore
  });

  test("moves through the ends of rows without axes", () => {
    const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(roll(x, 2).toArray()).toEqual([[5, 6, 1], [2, 3, 4]]); // prettier-ignore
    expect(roll(x, [-1]).toArray()).toEqual([[2, 3, 4], [5, 6, 1]]); // prettier-ignore
    expect(roll(tensor(7), 3).toArray()).toBe(7);
  });

  test("goes around as often as it takes, and copies even then", () => {
    const x = arange(5);
    for (const shift of [-11, -5, -1, 0, 4, 5, 7, 1e12 + 2]) {
      const wanted = [0, 1, 2, 3, 4].map((i) => (((i - shift) % 5) + 5) % 5);
      expect(roll(x, shift, 0).toArray(), String(shift)).toEqual(wanted);
    }
    expect(roll(x, 0, 0).address).not.toBe(x.address);
    expect(roll(x, 1).dtype).toBe("int32");
    expect(roll(zeros([0, 3]), 1, 0).shape).toEqual([0, 3]);
  });

  test("has the right gradients", () => {
    for (const [shift, axes] of [
      [2, 1],
      [
        [1, 2],
        [0, 2],
      ],
      [5, undefined],
    ] as const) {
      // prettier-ignore
      expect(gradcheck((x) => roll(x, shift, axes), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
    }
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => roll(x!, [1, 2], [0, 1]), [randomTensor(3, 4)]);
    expectNoLeaks((x) => roll(x!, 1), [ones([0, 4])]);
  });

  test("says what does not fit", () => {
    for (const shift of [0.5, NaN, Infinity]) expect(() => roll(ones([3]), shift, 0)).toThrow(ValueError);
    expect(() => roll(ones([3]), 0.5, 0)).toThrow("roll: shift is 0.5, expected a whole number");
    expect(() => roll(ones([3]), [1, 2], 0)).toThrow(ShapeError);
    expect(() => roll(ones([3]), [1, 2], 0)).toThrow(
      "roll: 2 shifts are given for 1 axes, expected as many, and one at least",
    );
    expect(() => roll(ones([3]), 1, [])).toThrow(ShapeError);
    expect(() => roll(ones([3]), 1, 1)).toThrow("roll: axis is 1, expected a whole number from -1 to 0");
  });
});
