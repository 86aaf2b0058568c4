import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases, labels, indices } from "./inputs.ts";

export const shapes: Cases = {
  reshape: [(x) => ops.reshape(x, [40, 300]), [randomTensor(300, 40)]],
  transpose: [(x) => ops.transpose(x), [randomTensor(300, 40)]],
  slice: [
    (x) =>
      ops.slice(x, [
        [3, 250],
        [1, 39, 2],
      ]),
    [randomTensor(300, 40)],
  ],
  concat: [(a, b) => ops.concat([a!, b!], 1), [randomTensor(300, 40), randomTensor(300, 3)]],
  gather: [(x, i) => ops.gather(x!, i!), [randomTensor(3, 400), indices]],
  oneHot: [(i) => ops.oneHot(i, 10), [labels]],
};
