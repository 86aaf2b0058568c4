// Transfer learning: what a network knows of the digits 0 to 4 helps it to learn 5 to 9 from a handful of samples.
//
//   node tools/run-bundled.mjs examples/transfer.ts
//
// Prints how many of the digits 5 to 9 are read after learning from 10, 25 and 100 of them: by a new head on a trunk that was
// trained on 0 to 4 and stays as it is, by the same with the trunk trained further, and by a network that begins anew.
import {
  accuracy,
  Adam,
  ArrayDataset,
  augment,
  collect,
  Conv2d,
  crossEntropy,
  type Dataset,
  evaluate,
  fit,
  Flatten,
  freeze,
  Linear,
  manualSeed,
  MaxPool2d,
  type Module,
  randomCrop,
  ReLU,
  Sequential,
  Subset,
} from "wasmgrad";
import { digits } from "wasmgrad/datasets";
import { textTable } from "wasmgrad/viz";

/** The first of the digits from `low` to `high`, somewhere on a page of 14×14 pixels: in each epoch at another place. */
function pages({ x, y }: ArrayDataset, low: number, high: number, most = Infinity): Dataset {
  const images = new ArrayDataset({ data: x.data, shape: [1, 8, 8] }, y);
  const indices = [...y.data.keys()].filter((i) => y.data[i]! >= low && y.data[i]! <= high).slice(0, most);
  return augment(new Subset(images, indices), [randomCrop([14, 14], { padding: 6 })], { seed: 1 });
}

/** Layers that make 64 features of a page; with the weights of others, if there are any. */
function newTrunk(others?: Module): Module {
  const trunk = new Sequential(
    new Conv2d(1, 16, 3, { padding: "same" }),
    new ReLU(),
    new MaxPool2d(2),
    new Conv2d(16, 32, 3, { padding: "same" }),
    new ReLU(),
    new MaxPool2d(2), // 32 maps of 3×3
    new Flatten(),
    new Linear(32 * 3 * 3, 64),
    new ReLU(),
  );
  if (others !== undefined) trunk.load(others.namedTensors());
  return trunk;
}

/** Trains a new head on a trunk, and what of the trunk is not frozen. */
async function fitHead(trunk: Module, data: Dataset, epochs: number): Promise<Module> {
  const model = new Sequential(trunk, new Linear(64, 10));
  await fit(model, data, { loss: crossEntropy, optimizer: new Adam(model, { learningRate: 3e-3 }), epochs });
  return model;
}

manualSeed(1);
const { train, test } = digits();
const trained = newTrunk();
await fitHead(trained, pages(train, 0, 4), 20);

const rows = [["samples", "frozen trunk", "trained further", "anew"]];
for (const most of [10, 25, 100]) {
  const few = collect(pages(train, 5, 9, most)); // now each of them stays at its place on the page
  const frozen = newTrunk(trained);
  freeze(frozen);
  const row = [String(most)];
  for (const trunk of [frozen, newTrunk(trained), newTrunk()]) {
    const model = await fitHead(trunk, few, 50);
    const { metrics } = await evaluate(model, pages(test, 5, 9), { loss: crossEntropy, metrics: { accuracy } });
    row.push(`${(100 * metrics.accuracy).toFixed(1)} %`);
  }
  rows.push(row);
}
console.log(textTable(rows));
