import { describe, expect, test } from "vitest";
import { runCase } from "../helpers/kernels.ts";
import { doubles, expectUpdate, floats, positive } from "../helpers/optimizer-kernels.ts";
import { noise } from "../helpers/random.ts";

const { abs, fround, max, sqrt } = Math;

describe("adam_tick", () => {
  const [rate, b1, b2, epsilon] = [0.1, 0.9, 0.999, 1e-8] as const;
  const tick = (rule: number, cells: readonly number[]) => {
    const args = [doubles(...cells), { length: 10 }, rule];
    const [state, now] = runCase({ kernel: "adam_tick", args, items: 1 });
    return { state: [...new Float64Array(state!.ints().buffer)], now: [...now!.floats()] };
  };

  test("multiplies the powers on and derives the factors", () => {
    let cells = [rate, b1, b2, epsilon, 0.01, 0.02, 1, 1];
    let [p1, p2] = [1, 1];
    for (let t = 1; t <= 3; t++) {
      const { state, now } = tick(0, cells);
      p1 *= b1;
      p2 *= b2;
      expect(state).toEqual([rate, b1, b2, epsilon, 0.01, 0.02, p1, p2]);
      const factors = [rate / (1 - p1), 0, 1 / sqrt(1 - p2), epsilon, 0.01, rate * 0.02, b1, 1 - b1, b2, 1 - b2];
      expect(now).toEqual(factors.map(fround));
      cells = state;
    }
  });

  test("looks ahead as NAdam does", () => {
    const q = 0.96 ** 0.1;
    let cells = [rate, b1, b2, epsilon, 0, 0, 1, 1, q, 1, 1];
    let product = 1;
    for (let t = 1; t <= 3; t++) {
      const { state, now } = tick(1, cells);
      const [mu, next] = [t, t + 1].map((k) => b1 * (1 - 0.5 * 0.96 ** (0.1 * k))) as [number, number];
      product *= mu;
      expect(state[10]).toBeCloseTo(product, 12);
      expect(now[0]).toBeCloseTo((rate * next) / (1 - product * mu * next), 6);
      expect(now[1]).toBeCloseTo((rate * (1 - mu)) / (1 - product), 6);
      expect(now[2]).toBeCloseTo(1 / sqrt(1 - b2 ** t), 4);
      cells = state;
    }
  });

  test("goes without a root until RAdam knows its variance", () => {
    let cells = [rate, 0.5, b2, epsilon, 0, 0, 1, 1, 0];
    for (let t = 1; t <= 8; t++) {
      const { state, now } = tick(2, cells);
      const most = 2 / (1 - b2) - 1;
      const length = most - (2 * t * b2 ** t) / (1 - b2 ** t);
      const rectified = sqrt(((1 - b2 ** t) * (length - 4) * (length - 2) * most) / ((most - 4) * (most - 2) * length));
      const isKnown = length > 5;
      expect(isKnown).toBe(t > 5);
      expect(now[0]).toBeCloseTo(((isKnown ? rectified : 1) * rate) / (1 - 0.5 ** t), 6);
      expect([...now.slice(1, 4)]).toEqual(isKnown ? [0, 1, fround(epsilon)] : [0, 0, 1]);
      expect(state[8]).toBe(t);
      cells = state;
    }
  });
});

// No factor is near 0 or 1, so that each of them counts.
const FACTORS = [0.3, 0.4, 1.7, 0.1, 0.2, 0.05, 0.9, 0.15, 0.8, 0.25];

describe("adam", () => {
  const rule = (w: number, dw: number, [m, v, top]: readonly number[], now: readonly number[]): number[] => {
    const [rate, lead, root, epsilon, decay, shrinkage, b1, c1, b2, c2] = now;
    const g = dw + decay! * w;
    const mean = b1! * m! + c1! * g;
    const square = b2! * v! + c2! * g * g;
    const most = top === undefined ? square : max(top, square);
    const way = rate! * mean + lead! * g;
    return [w - shrinkage! * w - way / (root! * sqrt(most) + epsilon!), mean, square, most];
  };

  test("keeps running means and steps by their ratio", () => {
    expectUpdate({ kernel: "adam", buffers: [noise, positive, null], factors: FACTORS, rule });
  });

  test("keeps the largest square", () => {
    expectUpdate({ kernel: "adam", buffers: [noise, positive, positive], factors: FACTORS, rule });
  });

  test("leaves weights without a gradient where they are", () => {
    const zeros = () => floats(0, 0, 0, 0, 0);
    const before = [1, -2, 3e38, -0.25, 1e-40];
    const now = floats(0.3, 0.4, 1.7, 1e-8, 0, 0, 0.9, 0.1, 0.999, 0.001);
    const args = [floats(...before), zeros(), zeros(), 0, zeros(), now];
    const [after] = runCase({ kernel: "adam", args, items: 5 });
    expect([...after!.floats()]).toEqual(before.map(fround));
  });
});

test("adamax divides by the largest gradient so far", () => {
  expectUpdate({
    kernel: "adamax",
    buffers: [noise, positive],
    factors: FACTORS,
    rule: (w, dw, [m, u], [rate, , , epsilon, decay, , b1, c1, b2]) => {
      const g = dw + decay! * w;
      const mean = b1! * m! + c1! * g;
      const most = max(b2! * u!, abs(g) + epsilon!);
      return [w - (rate! * mean) / most, mean, most];
    },
  });
});
