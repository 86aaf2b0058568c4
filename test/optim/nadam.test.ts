import { describe, test } from "vitest";
import { NAdam } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

optimizerContract("NAdam", { make: (trained, options) => new NAdam(trained, options), learningRate: 0.05 });

describe("NAdam", () => {
  test("looks a step ahead", () => {
    const momentum = (t: number) => 0.8 * (1 - 0.5 * 0.96 ** (t * 0.5));
    expectRule(
      (w) => new NAdam([w], { learningRate: 0.1, betas: [0.8, 0.9], momentumDecay: 0.5, weightDecay: 0.2 }),
      (w, dw, s, t) => {
        const g = dw + 0.2 * w;
        s["m"] = 0.8 * (s["m"] ?? 0) + 0.2 * g;
        s["v"] = 0.9 * (s["v"] ?? 0) + 0.1 * g * g;
        s["p"] = (s["p"] ?? 1) * momentum(t);
        const mean = (momentum(t + 1) * s["m"]) / (1 - s["p"] * momentum(t) * momentum(t + 1));
        const way = mean + ((1 - momentum(t)) * g) / (1 - s["p"]);
        return w - (0.1 * way) / (Math.sqrt(s["v"] / (1 - 0.9 ** t)) + 1e-8);
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(NAdam, [
      [{ momentumDecay: -1 }, "momentumDecay is -1, expected a finite number from 0 on"],
      [{ betas: [1, 0] }, "betas is 1,0, expected two numbers from 0 on and below 1"],
    ]);
  });
});
