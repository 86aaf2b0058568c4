import { describe, test } from "vitest";
import { Adadelta } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

optimizerContract("Adadelta", { make: (trained, options) => new Adadelta(trained, options), learningRate: 5 });

describe("Adadelta", () => {
  test("finds the size of its steps", () => {
    expectRule(
      (w) => new Adadelta([w], { learningRate: 2, rho: 0.8, epsilon: 0.01, weightDecay: 0.2 }),
      (w, dw, s) => {
        const g = dw + 0.2 * w;
        s["s"] = 0.8 * (s["s"] ?? 0) + 0.2 * g * g;
        const d = Math.sqrt(((s["a"] ?? 0) + 0.01) / (s["s"] + 0.01)) * g;
        s["a"] = 0.8 * (s["a"] ?? 0) + 0.2 * d * d;
        return w - 2 * d;
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(Adadelta, [
      [{ rho: 1 }, "rho is 1, expected a number from 0 on and below 1"],
      [{ epsilon: -1 }, "epsilon is -1, expected a finite number from 0 on"],
    ]);
  });
});
