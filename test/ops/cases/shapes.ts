import * as ops from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases, indices, labels } from "./inputs.ts";

/** One index below 40 for each of [300, 7]. */
const places = tensor(
  Int32Array.from({ length: 2100 }, (_, i) => (i * 17) % 40),
  [300, 7],
);

export const shapes: Cases = {
  reshape: [(x) => ops.reshape(x, [40, 300]), [randomTensor(300, 40)]],
  squeeze: [(x) => ops.squeeze(x), [randomTensor(300, 1, 40)]],
  unsqueeze: [(x) => ops.unsqueeze(x, 1), [randomTensor(300, 40)]],
  transpose: [(x) => ops.transpose(x), [randomTensor(300, 40)]],
  permute: [(x) => ops.permute(x, [2, 0, 1]), [randomTensor(30, 40, 10)]],
  flip: [(x) => ops.flip(x, 1), [randomTensor(300, 40)]],
  roll: [(x) => ops.roll(x, [7, -3], [0, 1]), [randomTensor(300, 40)]],
  broadcastTo: [(x) => ops.broadcastTo(x, [20, 300, 40]), [randomTensor(300, 1)]],
  tile: [(x) => ops.tile(x, [2, 3]), [randomTensor(300, 40)]],
  repeat: [(x) => ops.repeat(x, 3, 1), [randomTensor(300, 40)]],
  pad: [
    (x) =>
      ops.pad(x, [
        [2, 1],
        [1, 3],
      ]),
    [randomTensor(300, 40)],
  ],
  tril: [(x) => ops.tril(x, -1), [randomTensor(3, 100, 40)]],
  triu: [(x) => ops.triu(x, 1), [randomTensor(3, 100, 40)]],
  slice: [
    (x) =>
      ops.slice(x, [
        [3, 250],
        [1, 39, 2],
      ]),
    [randomTensor(300, 40)],
  ],
  chunk: [(x) => ops.concat(ops.chunk(x!, 3, 1).reverse(), 1), [randomTensor(300, 40)]],
  concat: [(a, b) => ops.concat([a!, b!], 1), [randomTensor(300, 40), randomTensor(300, 3)]],
  stack: [(a, b) => ops.stack([a!, b!], 1), [randomTensor(300, 40), randomTensor(300, 40)]],
  gather: [(x, i) => ops.gather(x!, i!), [randomTensor(3, 400), indices]],
  takeAlongAxis: [(x, i) => ops.takeAlongAxis(x!, i!, 1), [randomTensor(300, 40), places]],
  scatterAdd: [
    (x, i, source) => ops.scatterAdd(x!, 1, i!, source!),
    [randomTensor(300, 40), places, randomTensor(300, 7)],
  ],
  embedding: [(i, w) => ops.embedding(i!, w!, { paddingIndex: 2 }), [labels, randomTensor(10, 40)]],
  sequenceMask: [(lengths) => ops.sequenceMask(lengths!, 40), [labels]],
  lastStep: [(x, lengths) => ops.lastStep(x!, lengths!), [randomTensor(300, 9, 20), labels]],
  oneHot: [(i) => ops.oneHot(i, 10), [labels]],
};

/** Ops whose shapes follow from values, which no step can know before it runs. */
export const ofValues: Cases = {
  nonzero: [(x) => ops.nonzero(x!), [randomTensor(3)]],
  maskedSelect: [(x, mask) => ops.maskedSelect(x!, mask!), [randomTensor(4), indices]],
};
