import { average, average_tick, lion, rprop, settings_tick, sgd, sgd_tick } from "../optimizer";
import { address, blank, expect_same } from "./helpers";
import { prove_update } from "./updates";

const NOW: StaticArray<f32> = [0.25, 0.5, 0.125, 0.75];

function sign(x: f64): f64 {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

describe("ticks", () => {
  test("settings_tick rounds the cells", () => {
    const now = blank<f32>(3);
    settings_tick(address(now), address<f64>([0.1, 0.9, 1e-4]), 3, 0, 1);
    expect_same(now, [0.1, 0.9, 1e-4], "now");
  });

  test("sgd_tick dampens every step but the first", () => {
    const now = blank<f32>(4);
    const state: StaticArray<f64> = [0.1, 0.9, 1e-4, 0.25, 0];
    sgd_tick(address(state), address(now), 0, 1);
    expect_same(now, [0.1, 0.9, 1e-4, 1], "first");
    sgd_tick(address(state), address(now), 0, 1);
    expect_same(now, [0.1, 0.9, 1e-4, 0.75], "second");
  });
});

describe("sgd", () => {
  test("steps against the gradient", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => sgd(w, 0, dw, now, 1, from, to),
      NOW,
      (x, now) => {
        x[0] -= now[0] * (x[4] + now[2] * x[0]);
      },
    );
  });

  test("keeps a velocity", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => sgd(w, a, dw, now, 0, from, to),
      NOW,
      (x, now) => {
        x[1] = now[1] * x[1] + now[3] * (x[4] + now[2] * x[0]);
        x[0] -= now[0] * x[1];
      },
    );
  });

  test("keeps a velocity, with Nesterov", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => sgd(w, a, dw, now, 1, from, to),
      NOW,
      (x, now) => {
        const g = x[4] + now[2] * x[0];
        x[1] = now[1] * x[1] + now[3] * g;
        x[0] -= now[0] * (g + now[1] * x[1]);
      },
    );
  });
});

test("lion steps by signs", () => {
  prove_update(
    (w, a, b, c, dw, now, from, to) => lion(w, a, dw, now, from, to),
    [0.25, 0.5, 0.625, 0.75, 0.375, 0.125],
    (x, now) => {
      x[0] -= now[0] * (sign(now[1] * x[1] + now[2] * x[4]) + now[5] * x[0]);
      x[1] = now[3] * x[1] + now[4] * x[4];
    },
  );
});

test("rprop grows and shrinks its steps", () => {
  prove_update(
    (w, a, b, c, dw, now, from, to) => rprop(w, a, b, dw, now, from, to),
    [0.25, 0.5, 0.5, 1.25, 0.25, 1],
    (x, now) => {
      const turned = x[1] * x[4] < 0;
      x[2] = min(max(x[2] * (turned ? now[2] : now[3]), now[4]), now[5]);
      x[1] = turned ? 0 : x[4];
      x[0] -= (now[0] / now[1]) * sign(x[1]) * x[2];
    },
  );
});

describe("average", () => {
  test("average_tick begins with the first number, then decays or counts", () => {
    const now = blank<f32>(2);
    const decaying: StaticArray<f64> = [0, 0.75, 0];
    average_tick(address(decaying), address(now), 0, 1);
    expect_same(now, [0, 1], "first");
    average_tick(address(decaying), address(now), 0, 1);
    expect_same(now, [0.75, 0.25], "second");
    const counting: StaticArray<f64> = [3, 0, 1];
    average_tick(address(counting), address(now), 0, 1);
    expect_same(now, [0.75, 0.25], "fourth");
    expect(counting[0]).toBe(4);
  });

  test("keeps a share of itself", () => {
    prove_update(
      (w, a, b, c, dw, now, from, to) => average(w, dw, now, from, to),
      [0.625, 0.25],
      (x, now) => {
        x[0] = now[0] * x[0] + now[1] * x[4];
      },
    );
  });
});
