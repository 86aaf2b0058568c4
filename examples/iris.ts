// Three species of iris told apart by four lengths: a table of numbers, from scaling to the confusion matrix.
//
//   node tools/run-bundled.mjs examples/iris.ts
//
// Prints the accuracy on 30 flowers that were held out, which species were taken for which, and how sure the model is of a few.
import {
  accuracy,
  Adam,
  confusionMatrix,
  crossEntropy,
  evaluate,
  fit,
  Linear,
  manualSeed,
  predict,
  ReLU,
  Sequential,
  softmax,
  StandardScaler,
} from "wasmgrad";
import { iris } from "wasmgrad/datasets";
import { confusionMatrixText } from "wasmgrad/viz";

const { train, test, features, classes } = iris();
const scaler = new StandardScaler().fit(train); // mean 0 and variance 1, as the flowers for training have them
const flowers = { train: scaler.transform(train), test: scaler.transform(test) };

manualSeed(1);
const model = new Sequential(new Linear(features.length, 16), new ReLU(), new Linear(16, classes.length));
await fit(model, flowers.train, {
  loss: crossEntropy,
  optimizer: new Adam(model, { learningRate: 0.01 }),
  epochs: 50,
  batchSize: 16,
});

const { metrics } = await evaluate(model, flowers.test, { loss: crossEntropy, metrics: { accuracy } });
console.log(`${(100 * metrics.accuracy).toFixed(1)} % of ${test.length} flowers\n`);

const logits = await predict(model, flowers.test);
console.log(confusionMatrixText({ counts: confusionMatrix(logits, test.y.data), classes }) + "\n");

const shares = softmax(logits, -1).toArray() as number[][];
for (const [i, share] of shares.slice(0, 5).entries()) {
  const guess = share.indexOf(Math.max(...share));
  console.log(`${classes[guess]}, ${(100 * share[guess]!).toFixed(1)} % sure; it is ${classes[test.y.data[i]!]}`);
}
