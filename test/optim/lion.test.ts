import { describe, test } from "vitest";
import { Lion } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

// Short memories, so that it turns round where it has arrived.
optimizerContract("Lion", {
  make: (trained, options) => new Lion(trained, { betas: [0.5, 0.5], ...options }),
  learningRate: 0.015,
});

describe("Lion", () => {
  test("steps by signs", () => {
    expectRule(
      (w) => new Lion([w], { learningRate: 0.1, betas: [0.5, 0.8], weightDecay: 0.2 }),
      (w, g, s) => {
        const m = s["m"] ?? 0;
        s["m"] = 0.8 * m + 0.2 * g;
        return w - 0.1 * (Math.sign(0.5 * m + 0.5 * g) + 0.2 * w);
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(Lion, [
      [{ weightDecay: -1 }, "weightDecay is -1, expected a finite number from 0 on"],
      [{ betas: [1, 0] }, "betas is 1,0, expected two numbers from 0 on and below 1"],
    ]);
  });
});
