import { describe, test } from "vitest";
import { RAdam } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

optimizerContract("RAdam", { make: (trained, options) => new RAdam(trained, options), learningRate: 0.05 });

describe("RAdam", () => {
  test("goes by the mean alone at first, and then rectified", () => {
    expectRule(
      (w) => new RAdam([w], { learningRate: 0.1, betas: [0.5, 0.9], epsilon: 0.01, weightDecay: 0.2 }),
      (w, dw, s, t) => {
        const g = dw + 0.2 * w;
        s["m"] = 0.5 * (s["m"] ?? 0) + 0.5 * g;
        s["v"] = 0.9 * (s["v"] ?? 0) + 0.1 * g * g;
        const mean = s["m"] / (1 - 0.5 ** t);
        const length = 19 - (2 * t * 0.9 ** t) / (1 - 0.9 ** t);
        if (length <= 5) return w - 0.1 * mean;
        const rectified = Math.sqrt(((length - 4) * (length - 2) * 19) / (15 * 17 * length));
        return w - (0.1 * mean * rectified * Math.sqrt(1 - 0.9 ** t)) / (Math.sqrt(s["v"]) + 0.01);
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(RAdam, [
      [{ weightDecay: -1 }, "weightDecay is -1, expected a finite number from 0 on"],
      [{ betas: [1, 0] }, "betas is 1,0, expected two numbers from 0 on and below 1"],
    ]);
  });
});
