import { describe, test } from "vitest";
import { Rprop } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

optimizerContract("Rprop", { make: (trained, options) => new Rprop(trained, options), learningRate: 0.1 });

describe("Rprop", () => {
  test("grows and shrinks its steps", () => {
    const options = { learningRate: 0.1, etas: [0.4, 1.5], stepSizes: [0.02, 0.3] } as const;
    expectRule(
      (w) => new Rprop([w], options),
      (w, dw, s) => {
        const agreement = dw * (s["g"] ?? 0);
        const change = agreement > 0 ? 1.5 : agreement < 0 ? 0.4 : 1;
        s["size"] = Math.min(Math.max((s["size"] ?? 0.1) * change, 0.02), 0.3);
        s["g"] = agreement < 0 ? 0 : dw;
        return w - Math.sign(s["g"]) * s["size"];
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(Rprop, [
      [{ learningRate: 0 }, "learningRate is 0, expected a finite number above 0"],
      [{ etas: [1, 1.2] }, "etas is 1,1.2, expected one number between 0 and 1, and one above 1"],
      [{ stepSizes: [2, 1] }, "stepSizes is 2,1, expected two finite numbers from 0 on, the smaller one first"],
    ]);
  });
});
