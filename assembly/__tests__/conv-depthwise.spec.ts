import { conv_depthwise, conv_depthwise_gradient } from "../conv-depthwise";
import { convolved, filter_gradient } from "./convolution";
import { address, blank, expect_same, whole } from "./helpers";

/** One channel, which is depthwise and not. */
function prove_depthwise(H: i32, W: i32, R: i32, S: i32): void {
  const P = H - R + 1;
  const Q = W - S + 1;
  const what = H.toString() + " x " + W.toString();
  const x = whole<f32>(2 * H * W + 64);
  const w = whole<f32>(R * S);
  const y = blank<f32>(2 * P * Q);
  const out = address(y);
  for (let b = 1; b >= 0; b--) {
    conv_depthwise(
      out,
      address(x),
      address(w),
      0,
      1,
      H,
      W,
      R,
      S,
      P,
      Q,
      1,
      1,
      1,
      1,
      R * S,
      S,
      1,
      P * Q,
      Q,
      1,
      0,
      b,
      b + 1,
    );
  }
  for (let i = 0; i < y.length; i++) y[i] += 0; // zeros without signs
  expect_same(y, convolved(x, w, 2, 1, 1, H, W, R, S), what);
  const dy = whole<f32>(2 * P * Q);
  const dw = blank<f32>(R * S);
  conv_depthwise_gradient(address(dw), address(x), address(dy), 2, 1, H, W, R, S, P, Q, 1, 1, 1, 1, 1, R * S);
  conv_depthwise_gradient(address(dw), address(x), address(dy), 2, 1, H, W, R, S, P, Q, 1, 1, 1, 1, 0, 1);
  for (let i = 0; i < dw.length; i++) dw[i] += 0;
  expect_same(dw, filter_gradient(x, dy, 2, 1, 1, H, W, R, S), what);
}

describe("conv-depthwise", () => {
  test("conv_depthwise and conv_depthwise_gradient match loops in float64", () => {
    for (let Q = 1; Q < 30; Q += 3) {
      prove_depthwise(3, Q, 1, 1);
      prove_depthwise(7, Q + 2, 3, 3);
    }
  });
});
