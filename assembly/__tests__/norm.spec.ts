import { nonzero, times_sign } from "../norm";
import { address, blank, expect_same, prove_unary, whole } from "./helpers";

describe("norm", () => {
  test("times_sign", () => {
    prove_unary(
      (y, x, from, to) => times_sign(y, x, x, from, to),
      (x) => abs(x),
      0,
    );
    const a: StaticArray<f32> = [2, 3, Infinity, NaN, Infinity, 4];
    const x: StaticArray<f32> = [-1, 1e-45, 0, -0, -Infinity, NaN];
    const y = blank<f32>(6);
    times_sign(address(y), address(a), address(x), 0, 6);
    expect_same(y, [-2, 3, 0, 0, -Infinity, 0], "signs");
  });

  test("nonzero", () => {
    const ints = whole<i32>(21, -2, 2);
    ints[20] = i32.MIN_VALUE;
    const y = blank<i32>(21);
    nonzero(address(y), address(ints), -1, 16, 21);
    nonzero(address(y), address(ints), -1, 0, 16);
    for (let i = 0; i < 21; i++) expect(y[i]).toBe(i32(ints[i] != 0));
    const floats: StaticArray<f32> = [0, -0, NaN, 1e-45, -Infinity];
    const z = blank<i32>(5);
    nonzero(address(z), address(floats), 0x7fffffff, 0, 5);
    expect_same(z, [0, 0, 1, 1, 1], "numbers");
  });
});
