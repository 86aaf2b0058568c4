import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { checkDType, checkShape } from "../../src/tensor/check.ts";
import { zeros } from "../../src/tensor/creation.ts";

describe("checkShape", () => {
  test("answers the size of every letter", () => {
    expect(checkShape("op", "x", zeros([2, 3]), "U D")).toEqual({ U: 2, D: 3 });
    expect(checkShape("op", "x", zeros([4, 2, 3]), "... D")).toEqual({ D: 3 });
    expect(checkShape("op", "x", zeros([3]), "... D")).toEqual({ D: 3 });
    expect(checkShape("op", "x", zeros([3]), "D", { D: 3, U: 7 })).toEqual({ D: 3, U: 7 });
    expect(checkShape("op", "x", zeros([0]), "D")).toEqual({ D: 0 });
    expect(checkShape("op", "x", zeros([5, 5]), "N N")).toEqual({ N: 5 });
  });

  test("answers afresh each time, and leaves what was known alone", () => {
    const known = { D: 3 };
    expect(checkShape("op", "x", zeros([2, 3]), "U D", known)).toEqual({ U: 2, D: 3 });
    expect(checkShape("op", "x", zeros([4, 3]), "U D", known)).toEqual({ U: 4, D: 3 });
    expect(known).toEqual({ D: 3 });
  });

  test("names what it got and what it wants", () => {
    const call =
      (shape: number[], signature: string, known = {}) =>
      () =>
        checkShape("op", "x", zeros(shape), signature, known);
    expect(call([2], "U D")).toThrow(ShapeError);
    expect(call([2], "U D")).toThrow("op: x is [2], expected [U, D]");
    expect(call([2, 3], "U D", { D: 4 })).toThrow("op: x is [2, 3], expected [U, D=4]");
    expect(call([2, 3], "... D", { D: 4 })).toThrow("op: x is [2, 3], expected [..., D=4]");
    expect(call([], "... D")).toThrow("op: x is [], expected [..., D]");
    expect(call([2, 3], "N N")).toThrow("op: x is [2, 3], expected [N, N]");
    expect(call([1, 2, 3], "U D")).toThrow("op: x is [1, 2, 3], expected [U, D]");
    expect(call([3], "D", { D: 0 })).toThrow("op: x is [3], expected [D=0]");
  });
});

test("checkDType names both dtypes", () => {
  checkDType("op", "x", zeros([1]), "float32");
  expect(() => checkDType("op", "x", zeros([1]), "int32")).toThrow(DTypeError);
  expect(() => checkDType("op", "x", zeros([1], "int32"), "float32")).toThrow("op: x is int32, expected float32");
});
