// The parameters of a small network after up to 1,001 steps, beside PyTorch's in float64.

import { describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { Linear, Sequential, Sigmoid } from "../../src/nn/index.ts";
import { sum } from "../../src/ops/index.ts";
import {
  Adadelta,
  Adagrad,
  Adam,
  Adamax,
  AdamW,
  Lion,
  NAdam,
  type Optimizer,
  RAdam,
  RMSprop,
  Rprop,
  SGD,
} from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import golden from "./torch-optimizers.json" with { type: "json" };
import more from "./torch-optimizers-more.json" with { type: "json" };
import uncovered from "./uncovered.json" with { type: "json" };

type Snapshots = Readonly<Record<string, { readonly loss_before: number; readonly params: readonly number[][] }>>;

const SNAPSHOTS: Readonly<Record<string, { readonly after_step: Snapshots }>> = {
  ...golden.optimizers,
  ...more.optimizers,
};

/** The set-ups whose optimizer exists. */
const covered: Readonly<Record<string, (model: Sequential) => Optimizer>> = {
  SGD: (model) => new SGD(model, { learningRate: 0.1 }),
  SGD_with_weight_decay_and_momentum: (model) =>
    new SGD(model, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 }),
  SGD_dampening: (model) => new SGD(model, { learningRate: 0.5, momentum: 0.9, dampening: 0.5, weightDecay: 0.01 }),
  SGD_nesterov: (model) => new SGD(model, { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
  Adam: (model) => new Adam(model, { learningRate: 1 }),
  Adam_amsgrad: (model) => new Adam(model, { learningRate: 0.1, betas: [0.8, 0.9], amsgrad: true, weightDecay: 0.01 }),
  AdamW: (model) => new AdamW(model, { learningRate: 1 }),
  AdamW_amsgrad: (model) => new AdamW(model, { learningRate: 0.1, betas: [0.8, 0.9], amsgrad: true, weightDecay: 0.1 }),
  Adagrad: (model) => new Adagrad(model, { learningRate: 1 }),
  Adagrad_decay: (model) =>
    new Adagrad(model, { learningRate: 0.5, learningRateDecay: 0.1, weightDecay: 0.01, initialAccumulator: 0.1 }),
  RMSprop: (model) => new RMSprop(model, { learningRate: 0.1 }),
  RMSprop_momentum: (model) => new RMSprop(model, { learningRate: 0.01, alpha: 0.9, momentum: 0.8, weightDecay: 0.01 }),
  RMSprop_centered: (model) => new RMSprop(model, { learningRate: 0.01, alpha: 0.9, epsilon: 1e-3, centered: true }),
  RMSprop_centered_momentum: (model) =>
    new RMSprop(model, { learningRate: 0.01, epsilon: 1e-3, centered: true, momentum: 0.5 }),
  Adadelta: (model) => new Adadelta(model),
  Adadelta_decay: (model) => new Adadelta(model, { learningRate: 2, rho: 0.8, weightDecay: 0.01 }),
  Adamax: (model) => new Adamax(model, { learningRate: 0.1, weightDecay: 0.01 }),
  NAdam: (model) => new NAdam(model, { learningRate: 0.1, weightDecay: 0.01 }),
  NAdam_momentum_decay: (model) => new NAdam(model, { learningRate: 0.05, betas: [0.8, 0.99], momentumDecay: 0.1 }),
  RAdam: (model) => new RAdam(model, { learningRate: 0.1, weightDecay: 0.01 }),
  RAdam_short: (model) => new RAdam(model, { learningRate: 0.1, betas: [0.5, 0.6] }),
  Rprop: (model) => new Rprop(model, { learningRate: 0.1 }),
  Rprop_bounds: (model) => new Rprop(model, { learningRate: 0.5, etas: [0.4, 1.5], stepSizes: [0.01, 1] }),
  Lion: (model) => new Lion(model, { learningRate: 0.01, weightDecay: 0.1 }),
  groups: (model) =>
    new AdamW(model, {
      learningRate: 0.1,
      weightDecay: 0.1,
      groups: [{ match: /bias$/, weightDecay: 0, learningRate: 0.05 }],
    }),
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
    const after: Snapshots = SNAPSHOTS[name]!.after_step;
    const step = () =>
      scope(() => {
        const loss = sum(model.forward(x));
        optimizer.step(gradients(loss));
        return loss.item();
      });
    let compared = 0;
    const last = Math.max(...Object.keys(after).map(Number));
    for (let t = 1; t <= last; t++) {
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
    expect([...Object.keys(covered), ...uncovered.optimizers].sort()).toEqual(Object.keys(SNAPSHOTS).sort());
  });
});
