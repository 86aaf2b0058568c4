import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases, generator } from "./inputs.ts";

export const normalizations: Cases = {
  batchNorm: [(x, w, b) => ops.batchNorm(x!, w!, b!), [randomTensor(6, 40, 9, 7), randomTensor(40), randomTensor(40)]],
  dropout2d: [(x) => ops.dropout2d(x, 0.4, { generator }), [randomTensor(8, 40, 9, 7)]],
  groupNorm: [
    (x, w, b) => ops.groupNorm(x!, 5, w!, b!),
    [randomTensor(6, 40, 9, 7), randomTensor(40), randomTensor(40)],
  ],
  instanceNorm: [
    (x, w, b) => ops.instanceNorm(x!, w!, b!),
    [randomTensor(6, 40, 9, 7), randomTensor(40), randomTensor(40)],
  ],
  layerNorm: [(x, w, b) => ops.layerNorm(x!, 40, w!, b!), [randomTensor(300, 40), randomTensor(40), randomTensor(40)]],
  localResponseNorm: [(x) => ops.localResponseNorm(x, 5, { alpha: 0.5 }), [randomTensor(6, 40, 9, 7)]],
  normalize: [(x) => ops.normalize(x), [randomTensor(300, 40)]],
  rmsNorm: [(x, w) => ops.rmsNorm(x!, 40, w!), [randomTensor(300, 40), randomTensor(40)]],
};
