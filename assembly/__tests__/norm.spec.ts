import { nonzero, power } from "../norm";
import { address, blank, expect_same, prove_unary, whole } from "./helpers";

describe("norm", () => {
  test("power", () => {
    prove_unary(
      (y, x, from, to) => power(y, x, 1, 0, from, to),
      (x) => abs(x),
      0,
    );
    // The sizes are small, so that the logarithm is nearly exact.
    prove_unary(
      (y, x, from, to) => power(y, x, 0.5, 0, from, to),
      (x) => sqrt(abs(x)),
      32,
    );
    prove_unary(
      (y, x, from, to) => power(y, x, 0, 1, from, to),
      (x) => (x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0),
      0,
    );
  });

  test("power keeps the sign", () => {
    const x: StaticArray<f32> = [-1, 1, 0, -0, -Infinity];
    const y = blank<f32>(5);
    power(address(y), address(x), 2, 1, 0, 5);
    expect_same(y, [-1, 1, 0, 0, -Infinity], "squares");
    power(address(y), address(x), -1, 1, 0, 5);
    expect_same(y, [-1, 1, 0, 0, -0], "reciprocals");
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
