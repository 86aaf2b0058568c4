import { describe, test } from "vitest";
import { Adamax } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

optimizerContract("Adamax", { make: (trained, options) => new Adamax(trained, options), learningRate: 0.05 });

describe("Adamax", () => {
  test("divides by the largest gradient so far", () => {
    expectRule(
      (w) => new Adamax([w], { learningRate: 0.1, betas: [0.5, 0.9], epsilon: 0.1, weightDecay: 0.2 }),
      (w, dw, s, t) => {
        const g = dw + 0.2 * w;
        s["m"] = 0.5 * (s["m"] ?? 0) + 0.5 * g;
        s["u"] = Math.max(0.9 * (s["u"] ?? 0), Math.abs(g) + 0.1);
        return w - ((0.1 / (1 - 0.5 ** t)) * s["m"]) / s["u"];
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(Adamax, [
      [{ epsilon: -1 }, "epsilon is -1, expected a finite number from 0 on"],
      [{ betas: [1, 0] }, "betas is 1,0, expected two numbers from 0 on and below 1"],
    ]);
  });
});
