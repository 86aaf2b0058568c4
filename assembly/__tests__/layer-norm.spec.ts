import { layer_norm, layer_norm_backward } from "../layer-norm";
import { address, blank, expect_close, LENGTHS, noise } from "./helpers";

const ROWS = 3;
const EPSILON: f32 = 0.0009765625;
const scratch = new StaticArray<f32>(4);

describe("layer normalization", () => {
  test("results and gradients, centred or not, in parts", () => {
    for (let l = 0; l < 2 * LENGTHS.length; l++) {
      const D = LENGTHS[l >> 1];
      const centred = l & 1;
      const n = ROWS * D;
      const x = noise(n + 4);
      const dy = noise(n + 4);
      const w = noise(D + 4);
      const b = noise(D + 4);
      const y = blank<f32>(n);
      const dx = blank<f32>(n);
      for (let from = 2; from >= 0; from -= 2) {
        const to = from ? ROWS : 2;
        const s = address(scratch);
        layer_norm(address(y), address(x), address(w), address(b), s, D, 0, centred, EPSILON, from, to);
        layer_norm_backward(address(dx), address(dy), address(x), address(w), s, D, centred, EPSILON, from, to);
      }
      const expected = new StaticArray<f64>(n);
      const gradient = new StaticArray<f64>(n);
      for (let row = 0; row < n; row += D) {
        let mean: f64 = 0;
        for (let i = row; i < row + D; i++) mean += <f64>x[i] / <f64>D;
        if (!centred) mean = 0;
        let variance: f64 = 0;
        for (let i = row; i < row + D; i++) variance += (<f64>x[i] - mean) ** 2 / <f64>D;
        const r = 1 / Math.sqrt(variance + <f64>EPSILON);
        let A: f64 = 0;
        let B: f64 = 0;
        for (let i = row; i < row + D; i++) {
          const u = <f64>dy[i] * <f64>w[i - row];
          if (centred) A += u / <f64>D;
          B += (u * (<f64>x[i] - mean) * r) / <f64>D;
        }
        for (let i = row; i < row + D; i++) {
          const hat = (<f64>x[i] - mean) * r;
          expected[i] = hat * <f64>w[i - row] + <f64>b[i - row];
          gradient[i] = r * (<f64>dy[i] * <f64>w[i - row] - A - hat * B);
        }
      }
      expect_close(y, expected, 16, "rows of " + D.toString());
      expect_close(dx, gradient, 256, "gradient in rows of " + D.toString());
    }
  });
});
