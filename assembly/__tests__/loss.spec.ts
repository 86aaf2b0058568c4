import { straight_loss } from "../loss";
import { prove_zip } from "./helpers";

/** The squared error of b, a being the factor. */
function deviation(y: usize, a: usize, b: usize, from: i32, to: i32): void {
  straight_loss(y, a, b, a, 0, 1, 0, 0.5, 0.75, 2, from, to);
}

function hinge_slope(y: usize, a: usize, b: usize, from: i32, to: i32): void {
  straight_loss(y, 0, a, b, 0, 0, 5, 1, 0, 0, from, to);
}

function gaussian_slope(y: usize, a: usize, b: usize, from: i32, to: i32): void {
  straight_loss(y, 0, a, b, b, 0, 10, 2, 0, 0, from, to);
}

function deviation_of(d: f64): f64 {
  const v = min(abs(d), 0.5);
  return 0.75 * v * v + 2 * (abs(d) - v);
}

describe("straight_loss", () => {
  test("0", () => prove_zip(deviation, (a, b) => a * deviation_of(b - a), 4));
  test("5", () => prove_zip(hinge_slope, (a, b) => -2 * b * max(1 - a * b, 0), 4));
  test("10", () => prove_zip(gaussian_slope, (a, b) => (b < 0 ? NaN : (a - b) / 2), 2));
});
