import { conv_tiles } from "../conv";
import { conv_filters } from "../conv-pack";
import { convolved } from "./convolution";
import { address, blank, expect_same, whole } from "./helpers";

const scratch = new StaticArray<f32>(1 << 18);

function prove_convolution(M: i32, D: i32, H: i32, W: i32, R: i32, S: i32): void {
  const P = H - R + 1;
  const Q = W - S + 1;
  const panels = blank<f32>(((M + 4) / 5) * 5 * D * R * S);
  const x = whole<f32>(2 * D * H * W);
  const w = whole<f32>(M * D * R * S);
  conv_filters(address(panels), address(w), M, D, R, S, 0, D * R * S, R * S, S, 1, 0, (M + 4) / 5);
  const y = blank<f32>(2 * M * P * Q);
  const items = 2 * ((P * Q + 7) / 8);
  scratch.fill(NaN);
  for (let part = 1; part >= 0; part--) {
    conv_tiles(
      address(y),
      address(x),
      address(panels),
      0,
      address(scratch),
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
      M * P * Q,
      P * Q,
      Q,
      1,
      0,
      part,
      part ? items : 1,
    );
  }
  for (let i = 0; i < y.length; i++) y[i] += 0; // zeros without signs
  expect_same(y, convolved(x, w, 2, M, D, H, W, R, S), M.toString() + " filters, " + D.toString() + " channels");
}

describe("conv_tiles", () => {
  test("matches loops in float64 around tiles, vectors and blocks", () => {
    for (let Q = 1; Q < 14; Q += 2) {
      prove_convolution(1, 1, 3, Q, 1, 1);
      prove_convolution(6, 3, 4, Q + 2, 2, 3);
      prove_convolution(11, 50, 4, Q + 2, 3, 3);
    }
  });
});
