import { adam, adam_tick, sgd, sgd_momentum, sgd_tick } from "../optimizer";
import { address, blank, expect_close, expect_same, LENGTHS, noise } from "./helpers";

function copy_of(x: StaticArray<f32>): StaticArray<f32> {
  return x.slice<StaticArray<f32>>();
}

describe("sgd", () => {
  test("sgd_tick rounds the cells", () => {
    const now = blank<f32>(3);
    sgd_tick(address(now), address<f64>([0.1, 0.9, 1e-4]), 0, 1);
    expect_same(now, [0.1, 0.9, 1e-4], "now");
  });

  test("steps against the gradient, whole and in parts", () => {
    const now: StaticArray<f32> = [0.25, 0.5, 0.125];
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const w = noise(n);
      const dw = noise(n);
      const expected = new StaticArray<f64>(n);
      for (let i = 0; i < n; i++) expected[i] = <f64>w[i] - 0.25 * (<f64>dw[i] + 0.125 * <f64>w[i]);
      const parts = copy_of(w);
      sgd(address(w), address(dw), address(now), 0, n);
      expect_close(w, expected, 2, n.toString());
      const cut = n > 16 ? 16 : 0;
      sgd(address(parts), address(dw), address(now), cut, n);
      if (cut) sgd(address(parts), address(dw), address(now), 0, cut);
      expect_same(parts, w, n.toString());
    }
  });

  test("keeps a velocity, with Nesterov or without", () => {
    const now: StaticArray<f32> = [0.25, 0.5, 0.125];
    for (let l = 0; l < 2 * LENGTHS.length; l++) {
      const nesterov = l & 1;
      const n = LENGTHS[l >> 1];
      const w = noise(n);
      const v = noise(n);
      const dw = noise(n);
      const velocity = new StaticArray<f64>(n);
      const expected = new StaticArray<f64>(n);
      for (let i = 0; i < n; i++) {
        const g = <f64>dw[i] + 0.125 * <f64>w[i];
        velocity[i] = 0.5 * <f64>v[i] + g;
        expected[i] = <f64>w[i] - 0.25 * (nesterov ? g + 0.5 * velocity[i] : velocity[i]);
      }
      const cut = n > 16 ? 16 : 0;
      sgd_momentum(address(w), address(v), address(dw), address(now), nesterov, cut, n);
      if (cut) sgd_momentum(address(w), address(v), address(dw), address(now), nesterov, 0, cut);
      expect_close(v, velocity, 2, "v of " + n.toString());
      expect_close(w, expected, 2, "w of " + n.toString());
    }
  });
});

describe("adam", () => {
  test("adam_tick multiplies the powers on and derives the factors", () => {
    const state: StaticArray<f64> = [0.1, 0.9, 0.999, 1e-8, 0.01, 1, 1];
    const now = blank<f32>(8);
    adam_tick(address(state), address(now), 0, 1);
    adam_tick(address(state), address(now), 0, 1);
    expect(state[5]).toBe(0.9 * 0.9);
    expect(state[6]).toBe(0.999 * 0.999);
    const rate = 0.1 / (1 - state[5]);
    const root = 1 / Math.sqrt(1 - state[6]);
    const rest1 = 1 - state[1];
    const rest2 = 1 - state[2];
    expect_same(now, [<f32>rate, <f32>root, 1e-8, 0.01, 0.9, <f32>rest1, 0.999, <f32>rest2], "now");
  });

  test("keeps running means and steps by their ratio", () => {
    const now: StaticArray<f32> = [0.25, 1.5, 0.125, 0.5, 0.75, 0.375, 0.625, 0.875];
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const w = noise(n);
      const m = noise(n);
      const v = noise(n, 0, 1);
      const dw = noise(n);
      const mean = new StaticArray<f64>(n);
      const square = new StaticArray<f64>(n);
      const expected = new StaticArray<f64>(n);
      for (let i = 0; i < n; i++) {
        const g = <f64>dw[i] + 0.5 * <f64>w[i];
        mean[i] = 0.75 * <f64>m[i] + 0.375 * g;
        square[i] = 0.625 * <f64>v[i] + 0.875 * g * g;
        expected[i] = <f64>w[i] - (0.25 * mean[i]) / (1.5 * Math.sqrt(square[i]) + 0.125);
      }
      const cut = n > 16 ? 16 : 0;
      adam(address(w), address(m), address(v), address(dw), address(now), cut, n);
      if (cut) adam(address(w), address(m), address(v), address(dw), address(now), 0, cut);
      expect_close(m, mean, 3, "m of " + n.toString());
      expect_close(v, square, 3, "v of " + n.toString());
      expect_close(w, expected, 3, "w of " + n.toString());
    }
  });
});
