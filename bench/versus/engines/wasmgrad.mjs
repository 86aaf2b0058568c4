import { gradients } from "../../../src/autograd/tape.ts";
import {
  Conv2d,
  crossEntropy,
  Flatten,
  Linear,
  MaxPool2d,
  meanSquaredError,
  ReLU,
  Sequential,
  Tanh,
} from "../../../src/nn/index.ts";
import { matmul } from "../../../src/ops/matmul.ts";
import { Adam, SGD } from "../../../src/optim/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { init } from "../../../src/wasm/init.ts";
import { batch, images, operands, PRODUCTS, XOR } from "../inputs.mjs";
import { product, serve, training } from "../serve.mjs";

const { simd } = await init({ simd: process.argv[2] === "relaxed" ? "relaxed" : "plain" });

function step(model, optimizer, loss, x, y) {
  return training(() =>
    scope(() => {
      const l = loss(model.forward(x), y);
      optimizer.step(gradients(l));
      return l.item();
    }),
  );
}

function xor() {
  const model = new Sequential(new Linear(2, 4), new Tanh(), new Linear(4, 1));
  const optimizer = new SGD(model, { learningRate: 0.01 });
  return step(model, optimizer, meanSquaredError, tensor(XOR.x, [4, 2]), tensor(XOR.y, [4, 1]));
}

function mlp(Rule, learningRate) {
  const { x, labels } = batch();
  const model = new Sequential(new Linear(784, 256), new ReLU(), new Linear(256, 128), new ReLU(), new Linear(128, 10));
  return step(model, new Rule(model, { learningRate }), crossEntropy, tensor(x, [64, 784]), tensor(labels, [64]));
}

function cnn(Rule, learningRate, [first, second], size, padding, flat) {
  const { x, labels } = images();
  // Where nothing is padded, pooling comes first: it leaves less to do.
  const then = () => (padding > 0 ? [new ReLU(), new MaxPool2d(2)] : [new MaxPool2d(2), new ReLU()]);
  const model = new Sequential(
    new Conv2d(1, first, size, { padding }),
    ...then(),
    new Conv2d(first, second, 3, { padding }),
    ...then(),
    new Flatten(),
    new Linear(flat, 128),
    new ReLU(),
    new Linear(128, 10),
  );
  return step(model, new Rule(model, { learningRate }), crossEntropy, tensor(x, [32, 1, 28, 28]), tensor(labels, [32]));
}

function multiply([transposeA, transposeB]) {
  const { a, b, expected } = operands([transposeA, transposeB]);
  const [x, y] = [tensor(a, [1024, 1024]), tensor(b, [1024, 1024])];
  const run = () => scope(() => matmul(x, y, { transposeA, transposeB }).data[0]);
  return product(run, expected);
}

await serve(`wasmgrad, ${simd} build, eager`, {
  "xor 2-4-1 b4 sgd": xor,
  "mlp 784-256-128-10 b64 sgd": () => mlp(SGD, 0.01),
  "mlp 784-256-128-10 b64 adam": () => mlp(Adam, 0.001),
  "cnn c24k5-c32k3-128-10 b32 sgd": () => cnn(SGD, 0.01, [24, 32], 5, 0, 800),
  "cnn c32k3s-c64k3s-128-10 b32 adam": () => cnn(Adam, 0.001, [32, 64], 3, 1, 3136),
  ...Object.fromEntries(Object.entries(PRODUCTS).map(([name, layout]) => [name, () => multiply(layout)])),
});
