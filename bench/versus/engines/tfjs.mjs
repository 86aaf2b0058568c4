import { createRequire } from "node:module";
import { dirname } from "node:path";
import { INFERENCE, trained } from "../cnn.mjs";
import { batch, operands, PRODUCTS, XOR } from "../inputs.mjs";
import { inference, product, serve, training } from "../serve.mjs";

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs");
const backend = process.argv[2];
if (backend === "wasm") {
  const wasm = require("@tensorflow/tfjs-backend-wasm");
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`);
}
await tf.setBackend(backend);
await tf.ready();

function xor() {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 4, activation: "tanh", inputShape: [2] }), tf.layers.dense({ units: 1 })],
  });
  model.compile({ optimizer: tf.train.sgd(0.01), loss: "meanSquaredError" });
  const [x, y] = [tf.tensor2d(XOR.x, [4, 2]), tf.tensor2d(XOR.y, [4, 1])];
  return training(() => model.trainOnBatch(x, y));
}

function mlp(optimizer) {
  const { x, oneHot } = batch();
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 256, activation: "relu", inputShape: [784] }),
      tf.layers.dense({ units: 128, activation: "relu" }),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  const [input, target] = [tf.tensor2d(x, [64, 784]), tf.tensor2d(oneHot, [64, 10])];
  return training(() => model.trainOnBatch(input, target));
}

function multiply([transposeA, transposeB]) {
  const { a, b, expected } = operands([transposeA, transposeB]);
  const [x, y] = [tf.tensor2d(a, [1024, 1024]), tf.tensor2d(b, [1024, 1024])];
  const run = () => {
    const c = tf.matMul(x, y, transposeA, transposeB);
    const first = c.dataSync()[0];
    c.dispose();
    return first;
  };
  return product(run, expected);
}

/** By its functions, fused where it can: faster than its layers. Channels come last. */
function cnn() {
  const { image, conv, dense, expected } = trained();
  const x = tf.tensor4d(image, [1, 28, 28, 1]);
  const filters = conv.map(({ O, C, R, w, b }) => [
    tf.transpose(tf.tensor4d(w, [O, C, R, R]), [2, 3, 1, 0]),
    tf.tensor1d(b),
  ]);
  const [first, second] = dense.map(({ U, D, w, b }, i) => {
    const weight = tf.transpose(tf.tensor2d(w, [U, D]));
    // The first takes what the last pooling gives, in other order.
    return [
      i > 0 ? weight : tf.reshape(tf.transpose(tf.reshape(weight, [32, 5, 5, U]), [1, 2, 0, 3]), [D, U]),
      tf.tensor1d(b),
    ];
  });
  const block = (x, [filter, bias]) =>
    tf.relu(tf.maxPool(tf.fused.conv2d({ x, filter, strides: 1, pad: "valid", bias }), 2, 2, "valid"));
  const run = () => {
    const y = tf.tidy(() => {
      const flat = tf.reshape(filters.reduce(block, x), [1, 800]);
      const hidden = tf.fused.matMul({ a: flat, b: first[0], bias: first[1], activation: "relu" });
      return tf.fused.matMul({ a: hidden, b: second[0], bias: second[1] });
    });
    const outputs = y.dataSync();
    y.dispose();
    return outputs;
  };
  return inference(run, expected);
}

await serve(`TensorFlow.js ${tf.version.tfjs}, ${backend}`, {
  "xor 2-4-1 b4 sgd": xor,
  "mlp 784-256-128-10 b64 sgd": () => mlp(tf.train.sgd(0.01)),
  "mlp 784-256-128-10 b64 adam": () => mlp(tf.train.adam(0.001)),
  [INFERENCE]: cnn,
  ...(backend === "wasm"
    ? Object.fromEntries(Object.entries(PRODUCTS).map(([name, layout]) => [name, () => multiply(layout)]))
    : {}),
});
