import { div_scalar, exp, log, neg, neg_int, sqrt, sqrt_backward, to_float } from "../unary";
import { address, blank, expect_same, LENGTHS, prove_unary, prove_zip, whole } from "./helpers";

function third(y: usize, x: usize, from: i32, to: i32): void {
  div_scalar(y, x, 3, from, to);
}

describe("unary", () => {
  test("neg", () => prove_unary(neg, (x) => -x, 0));
  test("exp", () => prove_unary(exp, (x) => Math.exp(x), 1.03));
  test("log", () => prove_unary(log, (x) => Math.log(x), 0.85));
  test("sqrt", () => prove_unary(sqrt, (x) => Math.sqrt(x), 0));
  test("sqrt_backward", () => prove_zip(sqrt_backward, (dy, y) => dy / (y + y), 0));
  test("div_scalar", () => prove_unary(third, (x) => x / 3, 0));

  test("neg_int and to_float", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const x = whole<i32>(n, i32.MIN_VALUE, i32.MAX_VALUE);
      const minus = blank<i32>(n);
      const floats = blank<f32>(n);
      neg_int(address(minus), address(x), 0, n);
      to_float(address(floats), address(x), 0, n);
      const expected = new StaticArray<i32>(n);
      const rounded = new StaticArray<f32>(n);
      for (let i = 0; i < n; i++) {
        expected[i] = -x[i];
        rounded[i] = <f32>x[i];
      }
      expect_same(minus, expected, "neg_int");
      expect_same(floats, rounded, "to_float");
    }
  });
});
