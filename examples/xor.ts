// Exclusive or: the smallest problem that a single layer cannot solve, and two can.
//
//   node tools/run-bundled.mjs examples/xor.ts
//
// Prints the loss as it falls, and what the network answers in each of the four cases.
import {
  Adam,
  ArrayDataset,
  binaryCrossEntropyWithLogits,
  fit,
  Linear,
  manualSeed,
  predict,
  Sequential,
  sigmoid,
  Tanh,
} from "wasmgrad";

const inputs = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const targets = [[0], [1], [1], [0]];
const cases = new ArrayDataset(inputs, targets);

manualSeed(1); // the same weights to begin with at every run
const model = new Sequential(new Linear(2, 4), new Tanh(), new Linear(4, 1));
const history = await fit(model, cases, {
  loss: binaryCrossEntropyWithLogits,
  optimizer: new Adam(model, { learningRate: 0.05 }),
  epochs: 200,
});

for (const { epoch, loss } of history) {
  if (epoch === 1 || epoch % 50 === 0) console.log(`epoch ${epoch}: loss ${loss.toFixed(3)}`);
}
const answers = sigmoid(await predict(model, cases)).data;
for (const [i, [a, b]] of inputs.entries()) console.log(`${a} xor ${b} = ${answers[i]!.toFixed(3)}`);
