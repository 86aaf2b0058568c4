import { abs, ceil, clip, floor, round, sign, to_int } from "../piecewise";
import { address, blank, expect_same, LENGTHS, noise, prove_unary } from "./helpers";

function clipped(y: usize, x: usize, from: i32, to: i32): void {
  clip(y, x, -1.5, 2, from, to);
}

describe("piecewise", () => {
  test("abs", () => prove_unary(abs, (x) => Math.abs(x), 0));
  test("sign", () => prove_unary(sign, (x) => (x > 0 ? 1 : x < 0 ? -1 : 0), 0));
  test("floor", () => prove_unary(floor, (x) => Math.floor(x), 0));
  test("ceil", () => prove_unary(ceil, (x) => Math.ceil(x), 0));
  test("round", () => prove_unary(round, (x) => nearest(x), 0));
  test("clip", () => prove_unary(clipped, (x) => (x < -1.5 ? -1.5 : x > 2 ? 2 : x), 0));

  test("to_int", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const x = noise(n, -4e9, 4e9);
      if (n > 1) x[1] = NaN;
      const y = blank<i32>(n);
      to_int(address(y), address(x), 0, n);
      const expected = new StaticArray<i32>(n);
      for (let i = 0; i < n; i++) {
        expected[i] = isNaN(x[i]) ? 0 : <i32>max(min(<f64>x[i], <f64>i32.MAX_VALUE), <f64>i32.MIN_VALUE);
      }
      expect_same(y, expected, "to_int");
    }
  });
});
