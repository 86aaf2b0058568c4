// Handwritten digits of 8×8 pixels read by a small convolutional network, which sees them shifted and tilted as it learns.
//
//   node tools/run-bundled.mjs examples/digits.ts
//
// Prints the accuracy after every fifth epoch, and a digit that the network misreads.
import {
  accuracy,
  Adam,
  argmax,
  ArrayDataset,
  augment,
  BatchNorm2d,
  Conv2d,
  CosineAnnealingLR,
  crossEntropy,
  Dropout,
  fit,
  Flatten,
  Linear,
  manualSeed,
  MaxPool2d,
  predict,
  randomRotation,
  randomShift,
  ReLU,
  Sequential,
} from "wasmgrad";
import { digits } from "wasmgrad/datasets";

/** Rows of 64 pixels as images of one channel. */
const asImages = ({ x, y }: ArrayDataset) => new ArrayDataset({ data: x.data, shape: [1, 8, 8] }, y);

const { train, test } = digits();
const images = { train: asImages(train), test: asImages(test) };

manualSeed(1);
const model = new Sequential(
  new Conv2d(1, 16, 3, { padding: "same" }),
  new BatchNorm2d(16),
  new ReLU(),
  new MaxPool2d(2), // 16 maps of 4×4
  new Conv2d(16, 32, 3, { padding: "same" }),
  new BatchNorm2d(32),
  new ReLU(),
  new MaxPool2d(2), // 32 maps of 2×2
  new Flatten(),
  new Dropout(0.2),
  new Linear(32 * 2 * 2, 10),
);
const history = await fit(model, augment(images.train, [randomShift(1), randomRotation(10)]), {
  loss: crossEntropy,
  optimizer: new Adam(model, { learningRate: 5e-3 }),
  schedule: new CosineAnnealingLR({ steps: 15 }),
  epochs: 15,
  validation: images.test,
  metrics: { accuracy },
});
for (const { epoch, validation } of history) {
  if (epoch % 5 !== 0) continue;
  console.log(`epoch ${epoch}: ${(100 * validation!.metrics.accuracy).toFixed(1)} % of the ${test.length} digits`);
}

const read = argmax(await predict(model, images.test), -1).data;
const wrong = read.findIndex((digit, i) => digit !== test.y.data[i]);
console.log(`\nA ${test.y.data[wrong]} that it takes for a ${read[wrong]}:`);
for (let row = 0; row < 8; row++) {
  const pixels = test.x.data.subarray(64 * wrong + 8 * row, 64 * wrong + 8 * row + 8);
  console.log(Array.from(pixels, (ink) => " ░▒▓█"[Math.floor(4.99 * ink)]!.repeat(2)).join(""));
}
