import { afterAll, describe, expect, test } from "vitest";
import * as ops from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { Generator } from "../../src/tensor/generator.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { randomTensor } from "../helpers/random.ts";
import { expectReplays } from "../helpers/replay.ts";

const indices = tensor([2, 0, 1, 2], [4], "int32");
const labels = tensor(Int32Array.from({ length: 300 }, (_, i) => i % 10));
const positive = (...shape: number[]): Tensor =>
  tensor(
    randomTensor(...shape).data.map((v) => Math.abs(v) + 0.5),
    shape,
  );
const generator = new Generator(3);
const start = generator.save();

/** Every op, on shapes that its kernels split: rows for `[300, 40]`, columns, and operands that repeat. */
const CASES: Record<string, readonly [f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]]> = {
  add: [ops.add, [randomTensor(300, 40), randomTensor(40)]],
  sub: [ops.sub, [randomTensor(300, 1), randomTensor(1, 40)]],
  mul: [ops.mul, [randomTensor(300, 40), randomTensor(300, 1)]],
  div: [ops.div, [randomTensor(300, 40), positive(40)]],
  maximum: [ops.maximum, [randomTensor(300, 40), randomTensor(40)]],
  minimum: [ops.minimum, [randomTensor(300, 40), randomTensor(300, 40)]],
  neg: [ops.neg, [randomTensor(12000)]],
  exp: [ops.exp, [randomTensor(12000)]],
  log: [ops.log, [positive(12000)]],
  sqrt: [ops.sqrt, [positive(12000)]],
  relu: [ops.relu, [randomTensor(12000)]],
  leakyRelu: [(x) => ops.leakyRelu(x!, 0.1), [randomTensor(12000)]],
  sigmoid: [ops.sigmoid, [randomTensor(12000)]],
  tanh: [ops.tanh, [randomTensor(12000)]],
  sum: [(x) => ops.sum(x, [0, 2]), [randomTensor(30, 7, 50)]],
  mean: [(x) => ops.mean(x, 0), [randomTensor(300, 40)]],
  max: [(x) => ops.max(x, 1), [randomTensor(300, 40)]],
  argmax: [(x) => ops.argmax(x, 1), [randomTensor(300, 40)]],
  softmax: [(x) => ops.softmax(x, 0), [randomTensor(300, 40)]],
  logSoftmax: [(x) => ops.logSoftmax(x), [randomTensor(300, 40)]],
  softmaxCrossEntropy: [ops.softmaxCrossEntropy, [randomTensor(300, 10), labels]],
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
  clone: [ops.clone, [randomTensor(12000)]],
  concat: [(a, b) => ops.concat([a!, b!], 1), [randomTensor(300, 40), randomTensor(300, 3)]],
  gather: [(x, i) => ops.gather(x!, i!), [randomTensor(3, 400), indices]],
  oneHot: [(i) => ops.oneHot(i, 10), [labels]],
  matmul: [(a, b) => ops.matmul(a!, b!), [randomTensor(70, 60), randomTensor(60, 50)]],
  linear: [ops.linear, [randomTensor(70, 60), randomTensor(50, 60), randomTensor(50)]],
  dropout: [(x) => ops.dropout(x, 0.4, { generator }), [randomTensor(12000)]],
};

afterAll(shutdown);

test("every op has a case", () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(ops).sort());
});

describe.each([1, 2, 3])("on %i threads, compiled", (threads) => {
  test.each(Object.keys(CASES))("%s gives eager's bits", async (name) => {
    await init({ threads });
    const [f, inputs] = CASES[name]!;
    expectReplays(name, f, inputs, () => generator.restore(start));
  });
});
