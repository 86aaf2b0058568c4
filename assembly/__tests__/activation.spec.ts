import {
  leaky_relu,
  leaky_relu_backward,
  relu,
  relu_backward,
  sigmoid,
  sigmoid_backward,
  tanh,
  tanh_backward,
} from "../activation";
import { prove_unary, prove_zip } from "./helpers";

const SLOPE: f32 = 0.125;

function leaky(y: usize, x: usize, from: i32, to: i32): void {
  leaky_relu(y, x, SLOPE, from, to);
}

function leaky_backward(dx: usize, dy: usize, x: usize, from: i32, to: i32): void {
  leaky_relu_backward(dx, dy, x, SLOPE, from, to);
}

describe("activation", () => {
  test("relu", () => prove_unary(relu, (x) => (x < 0 ? 0 : x), 0));
  test("relu_backward", () => prove_zip(relu_backward, (dy, y) => (y <= 0 ? 0 : dy), 0));
  test("leaky_relu", () => prove_unary(leaky, (x) => (x < 0 ? SLOPE * x : x), 0));
  test("leaky_relu_backward", () => prove_zip(leaky_backward, (dy, x) => (x > 0 ? dy : SLOPE * dy), 0));
  test("sigmoid", () => prove_unary(sigmoid, (x) => 1 / (1 + Math.exp(-x)), 2.5));
  test("sigmoid_backward", () => prove_zip(sigmoid_backward, (dy, y) => dy * y * (1 - y), 2));
  test("tanh", () => prove_unary(tanh, (x) => Math.tanh(x), 1.34));
  test("tanh_backward", () => prove_zip(tanh_backward, (dy, y) => dy * (1 - y * y), 2));
});
