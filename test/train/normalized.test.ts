// Networks whose layers keep running statistics: compiled, saved, evaluated.

import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import {
  BatchNorm1d,
  BatchNorm2d,
  Conv2d,
  crossEntropy,
  Flatten,
  Linear,
  ReLU,
  Sequential,
  summary,
} from "../../src/nn/index.ts";
import { decode, encode } from "../../src/io/safetensors.ts";
import { Adam } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { rand } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { evaluate, fit } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { paceSettings } from "../../src/wasm/pace.ts";
import { bitsOf } from "../helpers/replay.ts";
import { compared, options } from "../helpers/training.ts";

afterAll(async () => {
  paceSettings.always = null;
  await shutdown();
});
beforeEach(() => manualSeed(4));

const network = () =>
  new Sequential(
    new Conv2d(3, 40, 3, { bias: false }),
    new BatchNorm2d(40, { momentum: null }),
    new ReLU(),
    new Flatten(),
    new Linear(40 * 36, 40),
    new BatchNorm1d(40),
    new ReLU(),
    new Linear(40, 5),
  );

/** Losses of some steps, all parameters and states after them, and what the model then says in evaluation mode. */
async function trained(threads: number, turn: (f: (x: Tensor, y: Tensor) => Tensor) => typeof f): Promise<number[][]> {
  await init({ threads });
  manualSeed(5);
  const model = network();
  const optimizer = new Adam(model, { learningRate: 1e-2 });
  const step = turn((x, y) => {
    const loss = crossEntropy(model.forward(x), y);
    optimizer.step(gradients(loss));
    return loss;
  });
  const [x, y] = [rand([32, 3, 8, 8]), tensor(Int32Array.from({ length: 32 }, (_, i) => i % 5))];
  const losses = Array.from({ length: 6 }, () => scope(() => bitsOf(step(x, y))));
  const states = [...model.namedTensors().values()].map(bitsOf);
  const said = scope(() => bitsOf(model.eval().forward(x)));
  (step as { dispose?: () => void }).dispose?.();
  for (const used of [model, optimizer, x, y]) used.dispose();
  return [...losses, ...states, said];
}

describe("a network with batch normalization", () => {
  test("has the same bits eagerly and compiled, on 1, 2 and 3 threads", async () => {
    const before = memoryStats().live;
    const eager = await trained(1, (f) => f);
    const losses = eager.slice(0, 6).map(([bits]) => new Float32Array(Uint32Array.of(bits!).buffer)[0]!);
    expect(losses[5]).toBeLessThan(losses[0]! / 2);
    paceSettings.always = "all";
    for (const threads of [1, 2, 3]) {
      expect(await trained(threads, (f) => f), `eager on ${threads} threads`).toEqual(eager);
      for (const plan of [true, false]) {
        const compiled = await trained(threads, (f) => compile<[Tensor, Tensor], Tensor>(f, { plan }));
        expect(compiled, `compiled on ${threads} threads`).toEqual(eager);
      }
    }
    paceSettings.always = null;
    await init({ threads: 1 });
    expect(memoryStats().live).toBe(before);
  });

  test("is fitted, evaluated without a change of its statistics, and saved with them", async () => {
    const make = () => new Sequential(new Linear(2, 16), new BatchNorm1d(16), new ReLU(), new Linear(16, 2));
    using model = make();
    const history = await fit(model, compared(64), options(model, { epochs: 8, batchSize: 16 }));
    expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss);
    const { running_mean, num_batches_tracked } = model.at(1) as BatchNorm1d;
    expect(num_batches_tracked!.item()).toBe(32);
    const statistics = running_mean!.data;
    const { loss } = await evaluate(model, compared(64), { loss: crossEntropy });
    expect(running_mean!.data).toEqual(statistics);

    using copy = make();
    scope(() => copy.load(decode(encode(model.namedTensors())).tensors));
    expect((await evaluate(copy, compared(64), { loss: crossEntropy })).loss).toBe(loss);
    expect([...copy.namedTensors().keys()].slice(2, 7)).toEqual(
      ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"].map((name) => `1.${name}`),
    );
    expect(summary(model, [1, 2])).toContain("BatchNorm1d  [1, 16]");
  });
});
