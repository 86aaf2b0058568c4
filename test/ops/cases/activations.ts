import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases, labels } from "./inputs.ts";

export const activations: Cases = {
  relu: [ops.relu, [randomTensor(12000)]],
  leakyRelu: [(x) => ops.leakyRelu(x!, 0.1), [randomTensor(12000)]],
  sigmoid: [ops.sigmoid, [randomTensor(12000)]],
  tanh: [ops.tanh, [randomTensor(12000)]],
  softmax: [(x) => ops.softmax(x, 0), [randomTensor(300, 40)]],
  logSoftmax: [(x) => ops.logSoftmax(x), [randomTensor(300, 40)]],
  softmaxCrossEntropy: [ops.softmaxCrossEntropy, [randomTensor(300, 10), labels]],
};
