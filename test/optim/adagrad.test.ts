import { describe, test } from "vitest";
import { Adagrad } from "../../src/optim/index.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { expectRefused, expectRule } from "../helpers/optimizer-rule.ts";

optimizerContract("Adagrad", { make: (trained, options) => new Adagrad(trained, options), learningRate: 0.5 });
optimizerContract("Adagrad with a falling rate", {
  make: (trained, options) => new Adagrad(trained, { learningRateDecay: 1e-3, ...options }),
  learningRate: 0.5,
});

describe("Adagrad", () => {
  test("divides by the root of all squares, and slows down", () => {
    const options = {
      learningRate: 0.5,
      learningRateDecay: 0.3,
      epsilon: 0.1,
      weightDecay: 0.2,
      initialAccumulator: 0.4,
    };
    expectRule(
      (w) => new Adagrad([w], options),
      (w, dw, s, t) => {
        const g = dw + 0.2 * w;
        s["s"] = (s["s"] ?? 0.4) + g * g;
        return w - ((0.5 / (1 + (t - 1) * 0.3)) * g) / (Math.sqrt(s["s"]) + 0.1);
      },
    );
  });

  test("names options out of range", () => {
    expectRefused(Adagrad, [
      [{ learningRateDecay: -1 }, "learningRateDecay is -1, expected a finite number from 0 on"],
      [{ initialAccumulator: NaN }, "initialAccumulator is NaN, expected a finite number from 0 on"],
    ]);
  });
});
