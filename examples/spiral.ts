// Three arms of a spiral, a class each: two hidden layers bend the plane until straight lines part them.
//
//   node tools/run-bundled.mjs examples/spiral.ts
//
// Prints the accuracy on points that the network has not seen, and a map of the plane: the class it gives to each place.
import {
  accuracy,
  Adam,
  argmax,
  crossEntropy,
  evaluate,
  fit,
  Linear,
  manualSeed,
  predict,
  Sequential,
  split,
  Tanh,
  tensor,
} from "wasmgrad";
import { spirals } from "wasmgrad/datasets";

const points = spirals({ samples: 600, arms: 3, noise: 0.03, seed: 1 });
const { train, test } = split(points, { test: 0.25, stratify: true, seed: 1 });

manualSeed(1);
const model = new Sequential(new Linear(2, 32), new Tanh(), new Linear(32, 32), new Tanh(), new Linear(32, 3));
await fit(model, train, { loss: crossEntropy, optimizer: new Adam(model, { learningRate: 0.01 }), epochs: 100 });

const { metrics } = await evaluate(model, test, { loss: crossEntropy, metrics: { accuracy } });
console.log(`${(100 * metrics.accuracy).toFixed(1)} % of ${test.length} new points`);

const [columns, rows] = [60, 30];
const places = Array.from({ length: rows * columns }, (_, i) => {
  const [row, column] = [Math.floor(i / columns), i % columns];
  return [(2.4 * column) / (columns - 1) - 1.2, 1.2 - (2.4 * row) / (rows - 1)];
});
const classes = argmax(await predict(model, tensor(places)), -1).data;
for (let row = 0; row < rows; row++) {
  const line = classes.subarray(row * columns, (row + 1) * columns);
  console.log(Array.from(line, (label) => "·+@"[label]).join(""));
}
