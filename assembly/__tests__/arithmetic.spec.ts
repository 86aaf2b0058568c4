import { add, div, larger_share, maximum, minimum, mul, sub } from "../arithmetic";
import { prove_binary } from "./helpers";

describe("arithmetic", () => {
  test("add", () => prove_binary<f32>(add, (a, b) => a + b));
  test("sub", () => prove_binary<f32>(sub, (a, b) => a - b));
  test("mul", () => prove_binary<f32>(mul, (a, b) => a * b));
  test("div", () => prove_binary<f32>(div, (a, b) => a / b));
  test("maximum", () => prove_binary<f32>(maximum, (a, b) => max(a, b)));
  test("minimum", () => prove_binary<f32>(minimum, (a, b) => min(a, b)));
  test("larger_share", () => prove_binary<f32>(larger_share, (a, b) => (a > b ? 1 : a == b ? 0.5 : 0)));
});
