import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { principalComponents } from "../../src/viz/index.ts";

describe("principalComponents", () => {
  test("finds the line along which vectors lie, and the one across", () => {
    // Along (3, 4) / 5, and a little across.
    const along = [-2, -1, 0, 1, 2];
    const across = [0.1, -0.1, 0, -0.1, 0.1];
    const vectors = along.map((a, i) => [7 + 0.6 * a - 0.8 * across[i]!, 0.8 * a + 0.6 * across[i]!]);
    const { x, y, shares } = principalComponents(tensor(vectors));
    expect(Array.from(x)).toEqual(along.map((a) => expect.closeTo(a, 5)));
    const sign = Math.sign(y[0]!);
    expect(Array.from(y)).toEqual(across.map((a) => expect.closeTo(sign * a, 5)));
    expect(shares).toEqual([expect.closeTo(10 / 10.04, 5), expect.closeTo(0.04 / 10.04, 5)]);
  });

  test("is the same for vectors that are longer than many, and turned so that the largest weight is positive", () => {
    const wide = [
      [1, 0, 0, -5],
      [2, 0, 0, -9],
      [3, 0, 0, -13.5],
    ];
    const tall = principalComponents(tensor([...wide, ...wide]));
    const few = principalComponents(tensor(wide));
    expect(Array.from(few.x)).toEqual(Array.from(tall.x.subarray(0, 3), (v) => expect.closeTo(v, 4)));
    expect(few.x[0]!).toBeGreaterThan(few.x[2]!);
  });

  test("rises with the number that weighs most, whatever the direction", () => {
    const directions = [
      [1, 5, 0],
      [-5, 1, 1],
      [1, -5, 2],
      [1, 2, -5],
    ];
    for (const direction of directions) {
      const { x } = principalComponents(tensor([-2, -1, 0, 1, 2].map((t) => direction.map((v) => v * t))));
      const most = direction.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best));
      expect(Math.sign(x[4]! - x[0]!)).toBe(Math.sign(most));
    }
  });

  test("takes vectors of one number, and equal ones", () => {
    expect(Array.from(principalComponents(tensor([[1], [3]])).y)).toEqual([0, 0]);
    const { x, shares } = principalComponents(zeros([4, 3]));
    expect(Array.from(x)).toEqual([0, 0, 0, 0]);
    expect(shares).toEqual([0, 0]);
  });

  test("refuses other shapes, and numbers that are none", () => {
    expect(() => principalComponents(zeros([3]))).toThrow(ShapeError);
    expect(() => principalComponents(zeros([1, 3]))).toThrow("vectors is [1, 3]");
    expect(() => principalComponents(tensor([[NaN], [1]]))).toThrow("vectors[0] is NaN");
  });
});
