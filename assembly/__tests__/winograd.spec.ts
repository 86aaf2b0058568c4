import { winograd_filters, winograd_tiles } from "../winograd";
import { convolved } from "./convolution";
import { address, blank, expect_same, whole } from "./helpers";

const scratch = new StaticArray<f32>(1 << 18);

function prove_winograd(M: i32, D: i32, TP: i32, TQ: i32, rows: i32): void {
  const P = 2 * TP;
  const Q = 2 * TQ;
  const x = whole<f32>(2 * D * (P + 2) * (Q + 2));
  const w = whole<f32>(M * D * 9);
  const n = (M + 4) / 5;
  const panels = blank<f32>(16 * n * 5 * D);
  winograd_filters(address(panels), address(w), M, D, 9 * D, 9, 0, 1, n);
  winograd_filters(address(panels), address(w), M, D, 9 * D, 9, 0, 0, 1);
  const y = blank<f32>(2 * M * P * Q);
  const items = (2 * TP + rows - 1) / rows;
  scratch.fill(NaN);
  for (let part = 1; part >= 0; part--) {
    winograd_tiles(
      address(y),
      address(x),
      address(panels),
      0,
      address(scratch),
      2,
      M,
      D,
      P + 2,
      Q + 2,
      P,
      Q,
      rows,
      0,
      part,
      part ? items : 1,
    );
  }
  for (let i = 0; i < y.length; i++) y[i] += 0; // zeros without signs
  expect_same(y, convolved(x, w, 2, M, D, P + 2, Q + 2, 3, 3), M.toString() + " filters of " + D.toString());
}

describe("winograd", () => {
  test("winograd_filters and winograd_tiles match loops in float64", () => {
    prove_winograd(1, 1, 1, 4, 1);
    prove_winograd(6, 8, 3, 5, 2);
    prove_winograd(41, 9, 4, 7, 3);
  });
});
