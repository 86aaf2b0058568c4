import { conv_filter_gradient } from "../conv-gradient";
import { filter_gradient } from "./convolution";
import { address, blank, expect_same, whole } from "./helpers";

const scratch = new StaticArray<f32>(1 << 18);

function prove_gradient(M: i32, D: i32, H: i32, W: i32, R: i32, S: i32): void {
  const P = H - R + 1;
  const Q = W - S + 1;
  const x = whole<f32>(2 * D * H * W);
  const dy = whole<f32>(2 * M * P * Q);
  const dw = blank<f32>(M * D * R * S);
  const items = (D * R * S + 4) / 5;
  scratch.fill(NaN);
  for (let part = 1; part >= 0; part--) {
    conv_filter_gradient(
      address(dw),
      address(x),
      address(dy),
      address(scratch),
      2,
      1,
      M,
      D,
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
      part,
      part ? items : 1,
    );
  }
  expect_same(
    dw,
    filter_gradient(x, dy, 2, M, D, H, W, R, S),
    M.toString() + " filters, " + D.toString() + " channels",
  );
}

describe("the gradient of filters", () => {
  test("matches loops in float64 around panels, vectors and blocks", () => {
    for (let Q = 1; Q < 12; Q += 2) {
      prove_gradient(1, 1, 3, Q, 1, 1);
      prove_gradient(9, 3, 4, Q + 2, 2, 3);
    }
    prove_gradient(17, 8, 23, 22, 3, 3);
  });
});
