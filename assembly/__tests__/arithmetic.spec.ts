import { add, div, larger_share, maximum, minimum, mul, pow, sub } from "../arithmetic";
import { address, blank, LENGTHS, noise, prove_binary } from "./helpers";

describe("arithmetic", () => {
  test("add", () => prove_binary<f32>(add, (a, b) => a + b));
  test("sub", () => prove_binary<f32>(sub, (a, b) => a - b));
  test("mul", () => prove_binary<f32>(mul, (a, b) => a * b));
  test("div", () => prove_binary<f32>(div, (a, b) => a / b));
  test("maximum", () => prove_binary<f32>(maximum, (a, b) => max(a, b)));
  test("minimum", () => prove_binary<f32>(minimum, (a, b) => min(a, b)));
  test("larger_share", () => prove_binary<f32>(larger_share, (a, b) => (a > b ? 1 : a == b ? 0.5 : 0)));

  test("pow", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const a = noise(n, 0.1, 8);
      const b = noise(n, -9, 9);
      const y = blank<f32>(n);
      for (let steps = 1; steps < 4; steps++) {
        const an = steps & 1;
        const bn = steps >> 1;
        pow(address(y), address(a), address(b), 1, n, 0, 0, an, 0, 0, bn, 0, n);
        for (let i = 0; i < n; i++) {
          const expected = Math.pow(a[i * an], b[i * bn]);
          expect(Math.abs(y[i] - expected) <= 1.2 * f32.EPSILON * expected).toBe(true, "pow " + n.toString());
        }
      }
    }
  });
});
