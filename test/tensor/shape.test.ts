import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import {
  broadcastShapes,
  checkAxes,
  checkAxis,
  checkSizes,
  formatShape,
  sameShape,
  type Shape,
  sizeOf,
  stridesOf,
} from "../../src/tensor/shape.ts";

describe("shapes", () => {
  test("have a size, strides and a text", () => {
    expect([sizeOf([]), sizeOf([2, 3]), sizeOf([2, 0])]).toEqual([1, 6, 0]);
    expect([stridesOf([]), stridesOf([2, 3, 4]), stridesOf([2, 0])]).toEqual([[], [12, 4, 1], [0, 1]]);
    expect([formatShape([]), formatShape([2, 3])]).toEqual(["[]", "[2, 3]"]);
  });

  test("are the same by their sizes", () => {
    const a = [2, 3];
    expect([sameShape(a, a), sameShape(a, [2, 3]), sameShape([], [])]).toEqual([true, true, true]);
    expect([sameShape(a, [2]), sameShape(a, [2, 3, 1]), sameShape(a, [3, 2])]).toEqual([false, false, false]);
  });

  test("hold at most 2³⁰ elements, of whole sizes", () => {
    for (const shape of [[], [0], [2 ** 30], [2 ** 40, 0]]) expect(() => checkSizes("op", shape)).not.toThrow();
    for (const shape of [[-1], [0.5], [NaN], [2 ** 30 + 1], [2 ** 60], ["1"], [1n], [null], new Array(1), 5, "23"]) {
      expect(() => checkSizes("op", shape as Shape)).toThrow(ShapeError);
    }
    expect(() => checkSizes("op", [2 ** 16, 2 ** 16])).toThrow(
      "op: shape is [65536, 65536], expected at most 1073741824",
    );
  });
});

describe("axes", () => {
  test("count from either end", () => {
    expect([checkAxis("op", 1, 3), checkAxis("op", -1, 3), checkAxis("op", -3, 3)]).toEqual([1, 2, 0]);
    for (const axis of [3, -4, 0.5, NaN]) expect(() => checkAxis("op", axis, 3)).toThrow(ShapeError);
    expect(() => checkAxis("op", 3, 3)).toThrow("op: axis is 3, expected a whole number from -3 to 2");
    expect(() => checkAxis("op", 0, 0)).toThrow("op: axis is 0, expected none, as the tensor has no axes");
  });

  test("are sorted, all by default, and each only once", () => {
    expect(checkAxes("op", undefined, 3)).toEqual([0, 1, 2]);
    expect(checkAxes("op", -1, 3)).toEqual([2]);
    expect(checkAxes("op", [2, -3], 3)).toEqual([0, 2]);
    expect(checkAxes("op", [], 3)).toEqual([]);
    expect(() => checkAxes("op", [1, -2], 3)).toThrow("op: axes are [1, 1], expected each once");
  });
});

describe("broadcasting", () => {
  test.each<[Shape, Shape, Shape]>([
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [], [2, 3]],
    [[2, 1], [3], [2, 3]],
    [[1], [4, 1, 5], [4, 1, 5]],
    [
      [0, 1],
      [1, 3],
      [0, 3],
    ],
    [
      [1, 2],
      [0, 1],
      [0, 2],
    ],
  ])("makes one shape of %j and %j", (a, b, y) => {
    expect(broadcastShapes("op", a, b)).toEqual(y);
    expect(broadcastShapes("op", b, a)).toEqual(y);
  });

  test("refuses sizes that differ", () => {
    expect(() => broadcastShapes("op", [2, 3], [2])).toThrow(ShapeError);
    expect(() => broadcastShapes("op", [2, 3], [2])).toThrow(
      "op: b is [2], expected a shape that broadcasts with a's [2, 3]: sizes equal or 1",
    );
    expect(() => broadcastShapes("op", [0], [2])).toThrow(ShapeError);
  });
});
