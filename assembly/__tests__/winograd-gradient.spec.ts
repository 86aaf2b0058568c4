import { winograd_accumulate, winograd_filter_gradient, winograd_gradient, winograd_input } from "../winograd-gradient";
import { filter_gradient } from "./convolution";
import { address, blank, expect_same, whole } from "./helpers";

const scratch = new StaticArray<f32>(1 << 18);

function prove_gradient(M: i32, D: i32, TP: i32, TQ: i32): void {
  const P = 2 * TP;
  const Q = 2 * TQ;
  const T = 2 * TP * TQ;
  const x = whole<f32>(2 * D * (P + 2) * (Q + 2));
  const dy = whole<f32>(2 * M * P * Q);
  const v = blank<f32>(16 * D * T);
  const dm = blank<f32>(16 * M * T);
  const du = new StaticArray<f32>(16 * M * D);
  const dw = blank<f32>(9 * M * D);
  winograd_input(address(v), address(x), 2, D, P + 2, Q + 2, TP, TQ, 0, D);
  winograd_gradient(address(dm), address(dy), 2, M, P, Q, TP, TQ, 0, M);
  winograd_accumulate(address(du), address(dm), address(v), address(scratch), M, D, T, 5, 16);
  winograd_accumulate(address(du), address(dm), address(v), address(scratch), M, D, T, 0, 5);
  winograd_filter_gradient(address(dw), address(du), M * D, 0, M * D);
  for (let i = 0; i < dw.length; i++) dw[i] += 0; // zeros without signs
  expect_same(dw, filter_gradient(x, dy, 2, M, D, P + 2, Q + 2, 3, 3), M.toString() + " filters of " + D.toString());
}

describe("winograd-gradient", () => {
  test("matches loops in float64", () => {
    prove_gradient(1, 1, 1, 4);
    prove_gradient(6, 9, 3, 5);
    prove_gradient(11, 8, 12, 13);
  });
});
