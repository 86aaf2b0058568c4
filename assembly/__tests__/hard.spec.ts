import { hardsigmoid, hardswish, hardswish_backward, replace_range, select_positive } from "../hard";
import { address, blank, expect_same, LENGTHS, noise, prove_unary, prove_zip } from "./helpers";

const SIXTH: f32 = 1.0 / 6;

function shrink(y: usize, x: usize, gate: usize, from: i32, to: i32): void {
  replace_range(y, x, gate, -0.5, 0.5, 7, from, to);
}

/** The range goes through infinity. */
function clip_gradient(dx: usize, dy: usize, x: usize, from: i32, to: i32): void {
  replace_range(dx, dy, x, 0.25, -0.5, 0, from, to);
}

describe("hard", () => {
  test("hardsigmoid", () => {
    prove_unary(hardsigmoid, (x) => (isNaN(x) ? x : <f64>SIXTH * max(0, min(6, <f64>(<f32>(x + 3))))), 0);
  });
  test("replace_range", () => {
    prove_zip(shrink, (x, gate) => (abs(gate) <= 0.5 ? 7 : x), 0);
    prove_zip(clip_gradient, (dy, x) => (x >= 0.25 || x <= -0.5 ? 0 : dy), 0);
  });
  test("hardswish", () => {
    prove_unary(hardswish, (x) => (x < -3 ? x * 0 : x > 3 ? x : (x * (x + 3)) / 6), 3);
  });
  test("hardswish_backward", () => {
    prove_zip(hardswish_backward, (dy, x) => dy * (x / 3 + 0.5), 1);
  });

  test("select_positive", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const a = noise(n);
      const b = noise(n);
      const gate = noise(n);
      gate[n >> 1] = NaN;
      const expected = blank<f32>(n);
      for (let i = 0; i < n; i++) expected[i] = gate[i] > 0 ? a[i] : b[i];
      select_positive(address(b), address(a), address(b), address(gate), 0, n);
      expect_same(b, expected, n.toString());
    }
  });
});
