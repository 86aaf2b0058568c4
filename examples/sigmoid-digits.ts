// Handwritten digits as two introductions have them: sigmoid neurons, a quadratic cost, plain stochastic gradient descent.
//
//   node tools/run-bundled.mjs examples/sigmoid-digits.ts <folder of MNIST> nielsen         784-30-10, learning rate 3, batches of 10, 30 epochs
//   node tools/run-bundled.mjs examples/sigmoid-digits.ts <folder of MNIST> 3blue1brown     784-16-16-10
//
// Michael Nielsen, "Neural networks and deep learning", 2015, chapter 1; 3Blue1Brown, "But what is a neural network?", 2017.
import {
  accuracy,
  type Dataset,
  fit,
  type EpochEnd,
  init,
  Linear,
  manualSeed,
  mean,
  type Module,
  mul,
  oneHot,
  Parameter,
  randn,
  Sequential,
  SGD,
  Sigmoid,
  sub,
  sum,
  type Tensor,
} from "wasmgrad";

/** Layers of one introduction, and how it trains them. */
export const NETWORKS = {
  nielsen: { hidden: [30], learningRate: 3, batchSize: 10, epochs: 30 },
  "3blue1brown": { hidden: [16, 16], learningRate: 3, batchSize: 10, epochs: 30 },
} as const;

/** `½ |a − y|²` for each sample, and the mean of that over the batch; y is 1 for the digit and 0 for all others. */
export function quadraticCost(a: Tensor, labels: Tensor): Tensor {
  const error = sub(a, oneHot(labels, a.shape[1]!));
  return mul(mean(sum(mul(error, error), -1)), 0.5);
}

/** Weights and biases normal with deviation 1, and a sigmoid behind each layer, the last one, too. */
export function sigmoidNetwork(sizes: readonly number[]): Sequential {
  const layers: Module[] = [];
  for (const [i, U] of sizes.slice(1).entries()) {
    const layer = new Linear(sizes[i]!, U, { init: randn });
    Object.assign(layer, { bias: new Parameter(randn([U])) });
    layers.push(layer, new Sigmoid());
  }
  return new Sequential(...layers);
}

/** Trains a network and tells the share of the test digits that it reads after each epoch. */
export async function train(
  name: keyof typeof NETWORKS,
  data: { readonly train: Dataset; readonly test: Dataset },
  { epochs = NETWORKS[name].epochs, seed = 1 }: { epochs?: number; seed?: number } = {},
): Promise<readonly EpochEnd[]> {
  const { hidden, learningRate, batchSize } = NETWORKS[name];
  manualSeed(seed);
  const model = sigmoidNetwork([data.train.x.shape[0]!, ...hidden, 10]);
  const history = await fit(model, data.train, {
    loss: quadraticCost,
    optimizer: new SGD(model, { learningRate }),
    batchSize,
    epochs,
    metrics: { accuracy },
    validation: data.test,
    callbacks: [
      {
        onEpochEnd: ({ epoch, validation }) =>
          console.log(`epoch ${epoch}: ${(100 * validation!.metrics.accuracy!).toFixed(2)} % of the test digits`),
      },
    ],
  });
  model.dispose();
  return history;
}

const [folder, name = "nielsen"] = process.argv.slice(2);
if (process.argv[1]?.includes("sigmoid-digits") && folder !== undefined) {
  const { mnist } = await import("wasmgrad/node");
  await init();
  await train(name as keyof typeof NETWORKS, await mnist(folder));
}
