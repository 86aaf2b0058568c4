// The parameters of a small network after up to 1,001 steps, beside PyTorch's in float64.

import { describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { Linear, Sequential, Sigmoid } from "../../src/nn/index.ts";
import { sum } from "../../src/ops/index.ts";
import { Adam, type Optimizer, SGD } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import golden from "./torch-optimizers.json" with { type: "json" };
import uncovered from "./uncovered.json" with { type: "json" };

type SetUp = keyof typeof golden.optimizers;
type Snapshots = Readonly<Record<string, { readonly loss_before: number; readonly params: readonly number[][] }>>;

/** The set-ups whose optimizer exists. */
const covered: Partial<Record<SetUp, (model: Sequential) => Optimizer>> = {
  SGD: (model) => new SGD(model, { learningRate: 0.1 }),
  SGD_with_weight_decay_and_momentum: (model) =>
    new SGD(model, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 }),
  Adam: (model) => new Adam(model, { learningRate: 1 }),
};

// A step rounds a parameter once, by up to 2⁻²⁴; 1,001 of them wander off by about √1001 times that. The loss is a sigmoid
// of up to −25, whose relative error is that of its argument times 25.
const PARAMETERS = 2 * Math.sqrt(1001) * 2 ** -24;
const LOSS = 25 * PARAMETERS;

describe("PyTorch's optimizers", () => {
  test.each(Object.entries(covered))("%s", (name, make) => {
    using model = new Sequential(new Linear(2, 3), new Sigmoid(), new Linear(3, 1), new Sigmoid());
    scope(() => {
      const [w1, b1, w2, b2] = golden.initial as [number[], number[], number[], number[]];
      const start = { "0.weight": tensor(w1, [3, 2]), "0.bias": tensor(b1), "2.weight": tensor(w2, [1, 3]) };
      model.load(new Map([...Object.entries(start), ["2.bias", tensor(b2)]]));
    });
    using optimizer = make(model);
    using x = tensor(golden.inputs);
    const after: Snapshots = golden.optimizers[name as SetUp].after_step;
    const step = () =>
      scope(() => {
        const loss = sum(model.forward(x));
        optimizer.step(gradients(loss));
        return loss.item();
      });
    let compared = 0;
    for (let t = 1; t <= 1001; t++) {
      const loss = step();
      const expected = after[t];
      if (expected === undefined) continue;
      const parameters = [...model.parameters()].flatMap((w) => Array.from(w.data));
      expectClose([loss], [expected.loss_before], LOSS, `loss before step ${t}`);
      expectClose(parameters, expected.params.flat(), PARAMETERS, `parameters after step ${t}`);
      compared++;
    }
    expect(compared).toBe(Object.keys(after).length);
  });

  test("every set-up is run here or listed as uncovered", () => {
    expect([...Object.keys(covered), ...uncovered.optimizers].sort()).toEqual(Object.keys(golden.optimizers).sort());
  });
});
