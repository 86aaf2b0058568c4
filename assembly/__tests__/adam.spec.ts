import { adam, adam_tick, adamax } from "../adam";
import { address, blank, expect_close, expect_same } from "./helpers";
import { prove_update } from "./updates";

const NOW: StaticArray<f32> = [0.25, 0.375, 1.5, 0.125, 0.5, 0.0625, 0.75, 0.375, 0.625, 0.875];

describe("adam_tick", () => {
  test("multiplies the powers on and derives the factors", () => {
    const state: StaticArray<f64> = [0.1, 0.9, 0.999, 1e-8, 0.01, 0.5, 1, 1];
    const now = blank<f32>(10);
    adam_tick(address(state), address(now), 0, 0, 1);
    adam_tick(address(state), address(now), 0, 0, 1);
    expect(state[6]).toBe(0.9 * 0.9);
    expect(state[7]).toBe(0.999 * 0.999);
    const rate = 0.1 / (1 - state[6]);
    const root = 1 / Math.sqrt(1 - state[7]);
    const rest1 = 1 - state[1];
    const rest2 = 1 - state[2];
    expect_same(now, [<f32>rate, 0, <f32>root, 1e-8, 0.01, 0.05, 0.9, <f32>rest1, 0.999, <f32>rest2], "now");
  });

  test("looks ahead as NAdam does", () => {
    const state: StaticArray<f64> = [0.1, 0.9, 0.999, 1e-8, 0, 0, 1, 1, 0.75, 1, 1];
    const now = blank<f32>(10);
    adam_tick(address(state), address(now), 1, 0, 1);
    const first = 0.9 * (1 - 0.5 * 0.75);
    const second = 0.9 * (1 - 0.5 * 0.75 * 0.75);
    expect(state[9]).toBe(0.75);
    expect(state[10]).toBe(first);
    const mean = (0.1 * second) / (1 - first * first * second);
    expect_close(now.slice<StaticArray<f32>>(0, 2), [mean, 0.1], 1, "now");
  });

  test("has no root at first, and then a rectified rate, as RAdam has", () => {
    const state: StaticArray<f64> = [0.1, 0.5, 0.9, 1e-8, 0, 0, 1, 1, 0];
    const now = blank<f32>(10);
    adam_tick(address(state), address(now), 2, 0, 1);
    expect_close(now.slice<StaticArray<f32>>(0, 4), [0.2, 0, 0, 1], 1, "first");
    for (let t = 2; t <= 20; t++) adam_tick(address(state), address(now), 2, 0, 1);
    const length = 19 - (40 * 0.9 ** 20) / (1 - 0.9 ** 20);
    const share = Math.sqrt(((length - 4) * (length - 2) * 19) / (15 * 17 * length));
    const rate = (0.1 * share * Math.sqrt(1 - 0.9 ** 20)) / (1 - 0.5 ** 20);
    expect_close(now.slice<StaticArray<f32>>(0, 4), [rate, 0, 1, 1e-8], 1, "later");
  });
});

describe("adam", () => {
  test("keeps running means and steps by their ratio", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => adam(w, a, b, 0, dw, now, from, to),
      NOW,
      (x, now) => {
        const g = x[4] + now[4] * x[0];
        x[1] = now[6] * x[1] + now[7] * g;
        x[2] = now[8] * x[2] + now[9] * g * g;
        x[0] -= now[5] * x[0] + (now[0] * x[1] + now[1] * g) / (now[2] * Math.sqrt(x[2]) + now[3]);
      },
    );
  });

  test("divides by the largest square so far", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => adam(w, a, b, c, dw, now, from, to),
      NOW,
      (x, now) => {
        const g = x[4] + now[4] * x[0];
        x[1] = now[6] * x[1] + now[7] * g;
        x[2] = now[8] * x[2] + now[9] * g * g;
        x[3] = max(x[3], x[2]);
        x[0] -= now[5] * x[0] + (now[0] * x[1] + now[1] * g) / (now[2] * Math.sqrt(x[3]) + now[3]);
      },
    );
  });

  test("adamax divides by the largest gradient so far", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => adamax(w, a, b, dw, now, from, to),
      NOW,
      (x, now) => {
        const g = x[4] + now[4] * x[0];
        x[1] = now[6] * x[1] + now[7] * g;
        x[2] = max(now[8] * x[2], abs(g) + now[3]);
        x[0] -= (now[0] * x[1]) / x[2];
      },
    );
  });
});
