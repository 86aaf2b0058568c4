import { describe, test } from "vitest";
import { RMSprop } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule, type ScalarRule } from "../helpers/optimizer-rule.ts";

optimizerContract("RMSprop", { make: (trained, options) => new RMSprop(trained, options), learningRate: 0.01 });
optimizerContract("RMSprop with momentum, centred", {
  make: (trained, options) => new RMSprop(trained, { centered: true, momentum: 0.5, epsilon: 0.1, ...options }),
  learningRate: 0.005,
});

describe("RMSprop", () => {
  const rule =
    (momentum: number, centered: boolean): ScalarRule =>
    (w, dw, s) => {
      const g = dw + 0.2 * w;
      s["s"] = 0.9 * (s["s"] ?? 0) + 0.1 * g * g;
      s["m"] = 0.9 * (s["m"] ?? 0) + 0.1 * g;
      const d = g / (Math.sqrt(s["s"] - (centered ? s["m"] ** 2 : 0)) + 0.1);
      s["v"] = momentum * (s["v"] ?? 0) + d;
      return w - 0.1 * s["v"];
    };

  test.each([
    [0, false],
    [0.5, false],
    [0, true],
    [0.5, true],
  ])("divides by the root of a mean square: momentum %d, centred %s", (momentum, centered) => {
    const options = { learningRate: 0.1, alpha: 0.9, epsilon: 0.1, weightDecay: 0.2, momentum, centered };
    expectRule((w) => new RMSprop([w], options), rule(momentum, centered));
  });

  test("names options out of range", () => {
    expectRefused(RMSprop, [
      [{ alpha: 1 }, "alpha is 1, expected a number from 0 on and below 1"],
      [{ momentum: -1 }, "momentum is -1, expected a finite number from 0 on"],
    ]);
  });
});
