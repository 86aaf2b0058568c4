import {
  elu,
  elu_backward,
  gelu,
  gelu_backward,
  mish,
  mish_backward,
  softplus,
  softplus_backward,
  softsign,
  swish,
  swish_backward,
} from "../smooth";
import { address, blank, prove_unary, prove_zip } from "./helpers";

function selu(y: usize, x: usize, from: i32, to: i32): void {
  elu(y, x, 1.5, 1.75, 0.5, from, to);
}

function selu_backward(dx: usize, dy: usize, x: usize, from: i32, to: i32): void {
  elu_backward(dx, dy, x, 1.5, 0.875, 0.5, from, to);
}

function silu(y: usize, x: usize, from: i32, to: i32): void {
  swish(y, x, 1, 0, from, to);
}

function cubic_backward(dx: usize, dy: usize, x: usize, from: i32, to: i32): void {
  swish_backward(dx, dy, x, 1.5, 0.25, from, to);
}

function log_sigmoid(y: usize, x: usize, from: i32, to: i32): void {
  softplus(y, x, -1, Infinity, from, to);
}

function steep_backward(dx: usize, dy: usize, x: usize, from: i32, to: i32): void {
  softplus_backward(dx, dy, x, 2, 1, from, to);
}

function sigmoid(x: f64): f64 {
  return 1 / (1 + Math.exp(-x));
}

function cubic_slope(x: f64): f64 {
  const s = sigmoid(1.5 * x + 0.25 * x * x * x);
  return s * (1 + (1 - s) * (1.5 * x + 0.75 * x * x * x));
}

function mish_slope(x: f64): f64 {
  const t = Math.tanh(Math.log1p(Math.exp(x)));
  return t + x * (1 - t * t) * sigmoid(x);
}

/** x, f(x) and f'(x): x Φ(x) in 16 digits. */
const GELU: StaticArray<f64> = [
  -3, -0.00404969409489028, -0.01194564720418393, -1, -0.1586552539314571, -0.08331547058768629, 0, 0, 0.5, 0.5,
  0.345731230637007, 0.867495124656163, 2, 1.954499736103642, 1.085231801078197,
];

describe("smooth", () => {
  test("softsign", () => prove_zip(softsign, (a, x) => a / (1 + abs(x)), 1));
  test("elu", () => prove_unary(selu, (x) => (x <= 0 ? 1.75 * Math.expm1(0.5 * x) : 1.5 * x), 2));
  test("elu_backward", () => prove_zip(selu_backward, (dy, x) => dy * (x <= 0 ? 0.875 * Math.exp(0.5 * x) : 1.5), 2));
  test("swish", () => prove_unary(silu, (x) => x * sigmoid(x), 3));
  test("swish_backward", () => prove_zip(cubic_backward, (dy, x) => dy * cubic_slope(x), 3));
  test("mish", () => prove_unary(mish, (x) => x * Math.tanh(Math.log1p(Math.exp(x))), 4));
  test("mish_backward", () => prove_zip(mish_backward, (dy, x) => dy * mish_slope(x), 3));
  test("softplus", () => {
    prove_unary(log_sigmoid, (x) => (x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x))), 3);
  });
  test("softplus_backward", () => prove_zip(steep_backward, (dy, x) => dy * (2 * x > 1 ? 1 : sigmoid(2 * x)), 3));

  test("gelu and gelu_backward", () => {
    const n = GELU.length / 3;
    const x = blank<f32>(n);
    const y = blank<f32>(n);
    const dy = blank<f32>(n);
    for (let i = 0; i < n; i++) {
      x[i] = <f32>GELU[3 * i];
      dy[i] = 2;
    }
    gelu(address(y), address(x), 0, n);
    gelu_backward(address(dy), address(dy), address(x), 0, n);
    for (let i = 0; i < n; i++) {
      expect(abs(<f64>y[i] - GELU[3 * i + 1]) < 3e-7).toBe(true, y[i].toString());
      expect(abs(<f64>dy[i] - 2 * GELU[3 * i + 2]) < 6e-7).toBe(true, dy[i].toString());
    }
  });
});
