// Accumulation: four batches of 8 whose gradients are averaged move the weights as one batch of 32 does, in less memory.
//
//   node tools/run-bundled.mjs examples/accumulation.ts
//
// Prints the loss after three epochs and the most memory that was in use, both ways, and how much the weights differ.
import {
  arange,
  Conv2d,
  crossEntropy,
  fit,
  Flatten,
  Linear,
  manualSeed,
  memoryStats,
  ReLU,
  Sequential,
  SGD,
  Subset,
  Unflatten,
} from "wasmgrad";
import { digits } from "wasmgrad/datasets";

const data = new Subset(digits().train, arange(1024).data); // as many as fill batches of 32

/** Trains from the same weights, with the same samples in the same order. Answers the weights, and the program's peak so far. */
async function train(batchSize: number, accumulate: number) {
  manualSeed(1);
  using model = new Sequential(
    new Unflatten(1, [1, 8, 8]),
    new Conv2d(1, 32, 3, { padding: "same" }),
    new ReLU(),
    new Conv2d(32, 32, 3, { padding: "same" }),
    new ReLU(),
    new Flatten(),
    new Linear(32 * 8 * 8, 10),
  );
  using optimizer = new SGD(model, { learningRate: 0.1 });
  const history = await fit(model, data, { loss: crossEntropy, optimizer, epochs: 3, batchSize, accumulate });
  const { peak } = memoryStats();
  console.log(
    `${accumulate} × ${batchSize}: loss ${history.at(-1)!.loss.toFixed(4)}, at most ${Math.round(peak / 1024)} kB in use`,
  );
  return { weights: [...model.parameters()].flatMap((p) => Array.from(p.data)), peak };
}

// In this order, because a peak does not fall again.
const small = await train(8, 4);
const large = await train(32, 1);

const differences = small.weights.map((w, i) => Math.abs(w - large.weights[i]!));
console.log(`largest difference of a weight: ${Math.max(...differences).toExponential(0)}`);
console.log(`memory saved: ${Math.round(100 * (1 - small.peak / large.peak))} %`);
