import { compile } from "../../../src/autograd/compile.ts";
import { gradients, noGrad } from "../../../src/autograd/tape.ts";
import {
  Conv2d,
  crossEntropy,
  Flatten,
  GRU,
  Linear,
  LSTM,
  MaxPool2d,
  meanSquaredError,
  ReLU,
  Sequential,
  Tanh,
} from "../../../src/nn/index.ts";
import { charLstm } from "../../../src/models/char-lstm.ts";
import { matmul } from "../../../src/ops/matmul.ts";
import { Adam, SGD } from "../../../src/optim/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { assign, Persistent } from "../../../src/tensor/persistent.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { init } from "../../../src/wasm/init.ts";
import { characterOf, STREAMING, trained as trainedOnText } from "../char-lstm.mjs";
import { INFERENCE, trained } from "../cnn.mjs";
import { batch, images, operands, PRODUCTS, sequences, SEQUENCES, XOR } from "../inputs.mjs";
import { inference, product, serve, streaming, training } from "../serve.mjs";

const isCompiled = process.argv[3] === "compiled";
const { simd } = await init({ simd: process.argv[2] === "relaxed" ? "relaxed" : "plain" });

/** Channels, rows of the first filters, padding, and what the last pooling gives. */
const FIRST = [[24, 32], 5, 0, 800];

function step(model, optimizer, loss, x, y) {
  const once = (x, y) => {
    const l = loss(model.forward(x), y);
    optimizer.step(gradients(l));
    return l;
  };
  return training(called(once, [x, y], (l) => l.item()));
}

/** A function that calls `f`, launch by launch or compiled, and reads its result. */
function called(f, args, read) {
  if (!isCompiled) return () => scope(() => read(f(...args)));
  const compiled = compile(f);
  return () => read(compiled(...args));
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

function cnn(Rule, learningRate, ...sizes) {
  const { x, labels } = images();
  const model = convolutional(...sizes);
  return step(model, new Rule(model, { learningRate }), crossEntropy, tensor(x, [32, 1, 28, 28]), tensor(labels, [32]));
}

function convolutional([first, second], size, padding, flat) {
  // Where nothing is padded, pooling comes first: it leaves less to do.
  const then = () => (padding > 0 ? [new ReLU(), new MaxPool2d(2)] : [new MaxPool2d(2), new ReLU()]);
  return new Sequential(
    new Conv2d(1, first, size, { padding }),
    ...then(),
    new Conv2d(first, second, 3, { padding }),
    ...then(),
    new Flatten(),
    new Linear(flat, 128),
    new ReLU(),
    new Linear(128, 10),
  );
}

function recurrent({ layer, T, D, U, optimizer, rate }) {
  const { x, labels } = sequences(T, D);
  const model = new Sequential(
    new { lstm: LSTM, gru: GRU }[layer](D, U, { returnSequences: false }),
    new Linear(U, 10),
  );
  const rule = new { sgd: SGD, adam: Adam }[optimizer](model, { learningRate: rate });
  return step(model, rule, crossEntropy, tensor(x, [32, T, D]), tensor(labels, [32]));
}

/** As `sampleText` does it: the state stays in memory. */
function write() {
  const network = trainedOnText();
  const { V, D, U, embedding, wx, wh, bx, bh, w, b, expected } = network;
  const model = charLstm({ vocabulary: V, embedding: D, hidden: U });
  model.eval();
  const values = [embedding, wx, wh, bx, bh, w, b];
  [...model.parameters()].forEach((parameter, i) => assign(parameter, tensor(values[i], parameter.shape)));
  const [h, c] = [0, 1].map(() => new Persistent(zeros([1, 1, U])));
  const forward = (x) =>
    noGrad(() => {
      const { logits, state } = model.run(x, { h, c });
      assign(h, state.h);
      assign(c, state.c);
      return logits;
    });
  const character = new Int32Array(1);
  const next = isCompiled ? compile(forward) : forward;
  let runs = 0;
  const run = () => {
    character[0] = characterOf(runs++, network);
    return scope(() => next(tensor(character, [1, 1])).data);
  };
  return streaming(run, expected);
}

function infer() {
  const { image, conv, dense, expected } = trained();
  const model = convolutional(...FIRST);
  model.eval();
  const values = [...conv, ...dense].flatMap(({ w, b }) => [w, b]);
  [...model.parameters()].forEach((parameter, i) => assign(parameter, tensor(values[i], parameter.shape)));
  const forward = (x) => noGrad(() => model.forward(x));
  return inference(
    called(forward, [tensor(image, [1, 1, 28, 28])], (y) => y.data),
    expected,
  );
}

function multiply([transposeA, transposeB]) {
  const { a, b, expected } = operands([transposeA, transposeB]);
  const [x, y] = [tensor(a, [1024, 1024]), tensor(b, [1024, 1024])];
  const multiplied = (x, y) => matmul(x, y, { transposeA, transposeB });
  return product(
    called(multiplied, [x, y], (c) => c.data[0]),
    expected,
  );
}

await serve(`wasmgrad, ${simd} build, ${isCompiled ? "compiled" : "eager"}`, {
  "xor 2-4-1 b4 sgd": xor,
  "mlp 784-256-128-10 b64 sgd": () => mlp(SGD, 0.01),
  "mlp 784-256-128-10 b64 adam": () => mlp(Adam, 0.001),
  "cnn c24k5-c32k3-128-10 b32 sgd": () => cnn(SGD, 0.01, ...FIRST),
  "cnn c32k3s-c64k3s-128-10 b32 adam": () => cnn(Adam, 0.001, [32, 64], 3, 1, 3136),
  ...Object.fromEntries(Object.entries(SEQUENCES).map(([name, sizes]) => [name, () => recurrent(sizes)])),
  [INFERENCE]: infer,
  [STREAMING]: write,
  ...Object.fromEntries(Object.entries(PRODUCTS).map(([name, layout]) => [name, () => multiply(layout)])),
});
