import * as ops from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases, labels } from "./inputs.ts";

const ctcTargets = tensor(
  Int32Array.from({ length: 100 }, (_, i) => 1 + ((i * 7) % 9)),
  [20, 5],
);

export const activations: Cases = {
  relu: [ops.relu, [randomTensor(12000)]],
  leakyRelu: [(x) => ops.leakyRelu(x!, 0.1), [randomTensor(12000)]],
  sigmoid: [ops.sigmoid, [randomTensor(12000)]],
  tanh: [ops.tanh, [randomTensor(12000)]],
  prelu: [ops.prelu, [randomTensor(30, 4, 100), randomTensor(4)]],
  relu6: [(x) => ops.relu6(x!), [randomTensor(12000)]],
  elu: [(x) => ops.elu(x!), [randomTensor(12000)]],
  selu: [(x) => ops.selu(x!), [randomTensor(12000)]],
  celu: [(x) => ops.celu(x!), [randomTensor(12000)]],
  silu: [(x) => ops.silu(x!), [randomTensor(12000)]],
  mish: [(x) => ops.mish(x!), [randomTensor(12000)]],
  softplus: [(x) => ops.softplus(x!), [randomTensor(12000)]],
  softsign: [(x) => ops.softsign(x!), [randomTensor(12000)]],
  logSigmoid: [(x) => ops.logSigmoid(x!), [randomTensor(12000)]],
  hardsigmoid: [(x) => ops.hardsigmoid(x!), [randomTensor(12000)]],
  hardswish: [(x) => ops.hardswish(x!), [randomTensor(12000)]],
  hardshrink: [(x) => ops.hardshrink(x!), [randomTensor(12000)]],
  softshrink: [(x) => ops.softshrink(x!), [randomTensor(12000)]],
  tanhshrink: [(x) => ops.tanhshrink(x!), [randomTensor(12000)]],
  gelu: [(x) => ops.add(ops.gelu(x!), ops.gelu(x!, "tanh")), [randomTensor(12000)]],
  hardtanh: [(x) => ops.hardtanh(x!, -0.5, 0.25), [randomTensor(12000)]],
  threshold: [(x) => ops.threshold(x!, 0.25, -1), [randomTensor(12000)]],
  glu: [(x) => ops.glu(x!, 1), [randomTensor(300, 80)]],
  softmax: [(x) => ops.softmax(x, 0), [randomTensor(300, 40)]],
  logSoftmax: [(x) => ops.logSoftmax(x), [randomTensor(300, 40)]],
  ctc: [
    (x, targets, lengths) => ops.ctc(ops.logSoftmax(x!), targets!, { inputLengths: lengths! }),
    [randomTensor(20, 40, 10), ctcTargets, tensor(Int32Array.from({ length: 20 }, (_, i) => 40 - i))],
  ],
  softmaxCrossEntropy: [ops.softmaxCrossEntropy, [randomTensor(300, 10), labels]],
};
