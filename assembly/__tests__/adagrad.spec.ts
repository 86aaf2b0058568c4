import { adadelta, adagrad, adagrad_tick, rmsprop } from "../adagrad";
import { address, blank, expect_same } from "./helpers";
import { prove_update } from "./updates";

const NOW: StaticArray<f32> = [0.25, 0.625, 0.375, 0.125, 0.5, 0.75];

test("adagrad_tick lets the rate fall", () => {
  const state: StaticArray<f64> = [0.5, 0.25, 1e-8, 0.01, 0];
  const now = blank<f32>(3);
  adagrad_tick(address(state), address(now), 0, 1);
  expect_same(now, [0.5, 1e-8, 0.01], "first");
  adagrad_tick(address(state), address(now), 0, 1);
  expect_same(now, [0.4, 1e-8, 0.01], "second");
  expect(state[4]).toBe(2);
});

test("adagrad divides by the root of all squares", () => {
  prove_update(
    (w, a, b, c, dw, now, from, to) => adagrad(w, a, dw, now, from, to),
    [0.25, 0.125, 0.5],
    (x, now) => {
      const g = x[4] + now[2] * x[0];
      x[1] += g * g;
      x[0] -= (now[0] * g) / (Math.sqrt(x[1]) + now[1]);
    },
  );
});

describe("rmsprop", () => {
  test("divides by the root of a mean square", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => rmsprop(w, a, 0, 0, dw, now, from, to),
      NOW,
      (x, now) => {
        const g = x[4] + now[4] * x[0];
        x[1] = now[1] * x[1] + now[2] * g * g;
        x[0] -= (now[0] * g) / (Math.sqrt(x[1]) + now[3]);
      },
    );
  });

  test("centred, with momentum", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => rmsprop(w, a, b, c, dw, now, from, to),
      [0.25, 0.625, 0.375, 0.5, 0.5, 0.75],
      (x, now) => {
        const g = x[4] + now[4] * x[0];
        x[1] = now[1] * x[1] + now[2] * g * g;
        x[2] = now[1] * x[2] + now[2] * g;
        x[3] = now[5] * x[3] + g / (Math.sqrt(max(x[1] - x[2] * x[2], 0)) + now[3]);
        x[0] -= now[0] * x[3];
      },
    );
  });
});

test("adadelta finds the size of its steps", () => {
  prove_update(
    (w, a, b, c, dw, now, from, to) => adadelta(w, a, b, dw, now, from, to),
    [0.25, 0.625, 0.375, 0.125, 0.5],
    (x, now) => {
      const g = x[4] + now[4] * x[0];
      x[1] = now[1] * x[1] + now[2] * g * g;
      const d = Math.sqrt((x[2] + now[3]) / (x[1] + now[3])) * g;
      x[2] = now[1] * x[2] + now[2] * d * d;
      x[0] -= now[0] * d;
    },
  );
});
