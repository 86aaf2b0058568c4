import { describe, test } from "vitest";
import { AdamW } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

optimizerContract("AdamW", { make: (trained, options) => new AdamW(trained, options), learningRate: 0.05 });

describe("AdamW", () => {
  test("shrinks weights beside the step of Adam", () => {
    expectRule(
      (w) => new AdamW([w], { learningRate: 0.1, betas: [0.5, 0.9], weightDecay: 0.3 }),
      (w, g, s, t) => {
        s["m"] = 0.5 * (s["m"] ?? 0) + 0.5 * g;
        s["v"] = 0.9 * (s["v"] ?? 0) + 0.1 * g * g;
        return w - 0.1 * 0.3 * w - (0.1 * s["m"]) / (1 - 0.5 ** t) / (Math.sqrt(s["v"] / (1 - 0.9 ** t)) + 1e-8);
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(AdamW, [
      [{ weightDecay: -1 }, "weightDecay is -1, expected a finite number from 0 on"],
      [{ betas: [1, 0] }, "betas is 1,0, expected two numbers from 0 on and below 1"],
    ]);
  });
});
