import { describe, expect, test } from "vitest";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { Linear, meanSquaredError, Module, Sequential, State } from "../../src/nn/index.ts";
import { add, log } from "../../src/ops/index.ts";
import { Adam, SGD } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { assign } from "../../src/tensor/persistent.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { fit } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

class Logarithm extends Module {
  override forward(x: Tensor): Tensor {
    return log(x);
  }
}

/** A layer that passes on what it gets, for data of one number a sample. */
function identity(): Linear {
  const layer = new Linear(1, 1);
  layer.load(
    new Map([
      ["weight", tensor([[1]])],
      ["bias", tensor([0])],
    ]),
  );
  return layer;
}

const column = (numbers: number[]) => ({ data: numbers, shape: [1] });
const training = { loss: meanSquaredError, epochs: 3, batchSize: 2, shuffle: false, debug: true } as const;

describe("fit with debug", () => {
  test("gives the bits of compiled steps, with and without accumulation", async () => {
    for (const rest of [{}, { accumulate: 2, clipNorm: 0.1 }]) {
      const [plain, watched] = [network(), network()];
      const before = memoryStats().blocks;
      const wanted = await fit(plain, compared(40), options(plain, { batchSize: 8, ...rest }));
      const history = await fit(watched, compared(40), options(watched, { batchSize: 8, ...rest, debug: true }));
      expect(bits(watched)).toEqual(bits(plain));
      expect(history.map(({ loss }) => loss)).toEqual(wanted.map(({ loss }) => loss));
      expect(memoryStats().blocks).toBeGreaterThan(before); // the optimizers
    }
  });

  test("names op, layer, epoch and batch; without it, the error says how to know", async () => {
    const run = async (debug: boolean): Promise<unknown> => {
      const model = new Sequential(identity(), new Logarithm());
      const data = new ArrayDataset(column([1, 2, 3, -4]), column([0, 0, 0, 0]));
      return await fit(model, data, { ...training, optimizer: new SGD(model, { learningRate: 0 }), debug });
    };
    await expect(run(true)).rejects.toThrow(
      "fit: at epoch 1, batch 2, log, forward, in layer 1 (Logarithm), gives 1 NaN of 2 numbers; its input is finite: " +
        "[2, 1] from -4 to 3",
    );
    await expect(run(false)).rejects.toThrow(/loss is NaN at epoch 1, batch 2.* or see by debug: true which op makes/);
  });

  test("finds what is wrong in the batch and in the model, before and after a step", async () => {
    const model = identity();
    const optimizer = new SGD(model, { learningRate: 1 });
    const good = column([1, 2]);
    const run = (x: { data: number[]; shape: number[] }, y = good, rate = 0): Promise<unknown> => {
      optimizer.learningRate = rate;
      return fit(model, new ArrayDataset(x, y), { ...training, optimizer });
    };
    await expect(run(column([NaN, 2]))).rejects.toThrow(
      "fit: at epoch 1, batch 1, the batch's input [2, 1] holds 1 NaN of 2 numbers, expected none",
    );
    await expect(run(good, column([1, -Infinity]))).rejects.toThrow("the batch's target [2, 1] holds 1 infinite of 2");
    await expect(run(column([1e18, 1e18]), good, 3e38)).rejects.toThrow(
      /^fit: at epoch 1, batch 1, after the step, weight \[1, 1\] holds 1 infinite of 1 number, expected none$/,
    );
    await expect(run(good)).rejects.toThrow(
      "fit: at epoch 1, batch 1, before the step, weight [1, 1] holds 1 infinite",
    );
  });

  test("finds what becomes of states, which no op gives", async () => {
    class Counting extends Module {
      readonly total = new State(tensor([3e38]));
      readonly inner = identity();

      override forward(x: Tensor): Tensor {
        assign(this.total, add(this.total, this.total));
        return this.inner.forward(x);
      }
    }
    const model = new Counting();
    const data = new ArrayDataset(column([1, 2]), column([0, 0]));
    await expect(fit(model, data, { ...training, optimizer: new Adam(model) })).rejects.toThrow(
      "fit: at epoch 1, batch 1, after the step, total [1] holds 1 infinite of 1 number, expected none",
    );
  });
});
