import { describe, expect, test } from "vitest";
import { runCase } from "../helpers/kernels.ts";
import { doubles, expectUpdate, floats, positive } from "../helpers/optimizer-kernels.ts";
import { noise } from "../helpers/random.ts";

const { fround, max, sqrt } = Math;

test("adagrad_tick lets the rate fall", () => {
  for (const t of [0, 1, 7]) {
    const args = [doubles(0.3, 0.2, 1e-8, 0.01, t), { length: 3 }];
    const [state, now] = runCase({ kernel: "adagrad_tick", args, items: 1 });
    expect([...now!.floats()]).toEqual([0.3 / (1 + t * 0.2), 1e-8, 0.01].map(fround));
    expect(new Float64Array(state!.ints().buffer)[4]).toBe(t + 1);
  }
});

test("adagrad divides by the root of all squares", () => {
  expectUpdate({
    kernel: "adagrad",
    buffers: [positive],
    factors: [0.3, 0.1, 0.2],
    rule: (w, dw, [s], [rate, epsilon, decay]) => {
      const g = dw + decay! * w;
      const sum = s! + g * g;
      return [w - (rate! * g) / (sqrt(sum) + epsilon!), sum];
    },
  });
});

describe("rmsprop", () => {
  const factors = [0.3, 0.9, 0.15, 0.5, 0.2, 0.7];

  test.each([
    ["plain", false, false],
    ["with momentum", false, true],
    ["centred", true, false],
    ["centred, with momentum", true, true],
  ])("divides by the root of a mean square, %s", (_, centred, momentous) => {
    expectUpdate({
      kernel: "rmsprop",
      // Small means: a difference of numbers that are alike has few digits.
      buffers: [positive, centred ? () => noise() / 4 : null, momentous ? noise : null],
      factors,
      rule: (w, dw, kept, [rate, alpha, rest, epsilon, decay, momentum]) => {
        const g = dw + decay! * w;
        const square = alpha! * kept[0]! + rest! * g * g;
        const mean = alpha! * kept[1]! + rest! * g;
        const d = g / (sqrt(centred ? max(square - mean * mean, 0) : square) + epsilon!);
        const v = momentum! * kept.at(-1)! + d;
        return [w - rate! * (momentous ? v : d), square, ...(centred ? [mean] : []), ...(momentous ? [v] : [])];
      },
    });
  });

  test("takes a variance below 0 as 0", () => {
    const args = [floats(1), floats(0), floats(2), 0, floats(1), floats(0.25, 1, 0, 0.5, 0, 0)];
    expect([...runCase({ kernel: "rmsprop", args, items: 1 })[0]!.floats()]).toEqual([0.5]);
  });
});

test("adadelta finds the size of its steps", () => {
  expectUpdate({
    kernel: "adadelta",
    buffers: [positive, positive],
    factors: [0.3, 0.9, 0.15, 0.1, 0.2],
    rule: (w, dw, [s, a], [rate, rho, rest, epsilon, decay]) => {
      const g = dw + decay! * w;
      const square = rho! * s! + rest! * g * g;
      const d = sqrt((a! + epsilon!) / (square + epsilon!)) * g;
      return [w - rate! * d, square, rho! * a! + rest! * d * d];
    },
  });
});
