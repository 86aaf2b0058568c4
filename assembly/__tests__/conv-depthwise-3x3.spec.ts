import { conv_depthwise_3x3, conv_depthwise_gradient_3x3 } from "../conv-depthwise-3x3";
import { convolved, filter_gradient } from "./convolution";
import { address, blank, expect_same, whole } from "./helpers";

/** Two images of one channel, which is depthwise and not. */
function prove_depthwise_3x3(H: i32, W: i32): void {
  const P = H - 2;
  const Q = W - 2;
  const what = H.toString() + " x " + W.toString();
  const scratch = address(blank<f32>(20000));
  // Vectors are read past the end.
  const x = whole<f32>(2 * H * W + 16);
  const w = whole<f32>(9);
  const y = blank<f32>(2 * P * Q);
  for (let b = 1; b >= 0; b--) {
    conv_depthwise_3x3(address(y), address(x), address(w), 0, scratch, 1, H, W, 0, 0, P, Q, 1, 0, b, b + 1);
  }
  for (let i = 0; i < y.length; i++) y[i] += 0; // zeros without signs
  expect_same(y, convolved(x, w, 2, 1, 1, H, W, 3, 3), what);
  const dy = whole<f32>(2 * P * Q + 16);
  const dw = blank<f32>(9);
  conv_depthwise_gradient_3x3(address(dw), address(x), address(dy), scratch, 2, 1, H, W, 0, 0, P, Q, 0, 1);
  for (let i = 0; i < dw.length; i++) dw[i] += 0;
  expect_same(dw, filter_gradient(x, dy, 2, 1, 1, H, W, 3, 3), what);
}

describe("conv-depthwise-3x3", () => {
  test("conv_depthwise_3x3 and conv_depthwise_gradient_3x3 match loops in float64", () => {
    for (let Q = 4; Q < 30; Q += 3) {
      prove_depthwise_3x3(3, Q + 2);
      prove_depthwise_3x3(8, Q + 2);
    }
    prove_depthwise_3x3(7, 1403);
  });
});
