// MNIST, 60,000 handwritten digits from files: LeNet-5 learns to read them in two epochs, on all cores.
//
//   node tools/run-bundled.mjs examples/mnist.ts <folder with the four *-ubyte.gz files>
//
// Prints how many threads work, shows a bar as training goes, and prints the accuracy on 10,000 other digits after each epoch.
// Without a folder it takes `mnist` in the one that WASMGRAD_DATA names.
import { join } from "node:path";
import {
  accuracy,
  Adam,
  crossEntropy,
  fit,
  init,
  lenet5,
  manualSeed,
  OneCycleLR,
  Sequential,
  Unflatten,
} from "wasmgrad";
import { mnist, progress } from "wasmgrad/node";

const { train, test } = await mnist(process.argv[2] ?? join(process.env["WASMGRAD_DATA"] ?? ".", "mnist"));
const { threads } = await init({ threads: "auto" });
console.log(`${train.length} digits, threads: ${threads}`);

manualSeed(1);
const model = new Sequential(new Unflatten(1, [1, 28, 28]), lenet5()); // the files have rows of 784 pixels
const [epochs, batchSize] = [2, 64];
const history = await fit(model, train, {
  loss: crossEntropy,
  optimizer: new Adam(model, { learningRate: 4e-3 }),
  schedule: new OneCycleLR({ steps: epochs * Math.ceil(train.length / batchSize) }),
  scheduleBy: "batch",
  epochs,
  batchSize,
  validation: test,
  metrics: { accuracy },
  callbacks: [progress()],
});

for (const { epoch, validation, seconds } of history) {
  console.log(`epoch ${epoch}: ${(100 * validation!.metrics.accuracy).toFixed(2)} % in ${seconds.toFixed(1)} seconds`);
}
