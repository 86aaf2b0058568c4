import { createRequire } from "node:module";
import { dirname } from "node:path";
import { characterOf, STREAMING, trained as trainedOnText } from "../char-lstm.mjs";
import { INFERENCE, trained } from "../cnn.mjs";
import { batch, operands, PRODUCTS, sequences, SEQUENCES, XOR } from "../inputs.mjs";
import { inference, product, serve, streaming, training } from "../serve.mjs";

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

/** Its GRU resets before the product, which no other engine here does; it has no other one. */
function recurrent({ layer, T, D, U, optimizer, rate }) {
  const { x, oneHot } = sequences(T, D);
  const model = tf.sequential({
    layers: [
      tf.layers[layer]({ units: U, inputShape: [T, D], recurrentActivation: "sigmoid" }),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: tf.train[optimizer](rate), loss: "categoricalCrossentropy" });
  const [input, target] = [tf.tensor3d(x, [32, T, D]), tf.tensor2d(oneHot, [32, 10])];
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

/** By its functions, in as few as it takes: input and state in one product, and the three gates that want it in one sigmoid. */
function write() {
  const network = trainedOnText();
  const { V, D, U, expected } = network;
  const matrix = (w, rows, cols) => tf.transpose(tf.tensor2d(w, [rows, cols]));
  const [i, f, g, o] = [0, 1, 2, 3];
  const ordered = (t) =>
    tf.concat(
      [i, f, o, g].map((gate) => tf.slice(t, [0, gate * U], [t.shape[0], U])),
      1,
    );
  const weight = ordered(tf.concat([matrix(network.wx, 4 * U, D), matrix(network.wh, 4 * U, U)], 0));
  const sum = tf.add(tf.tensor2d(network.bx, [1, 4 * U]), tf.tensor2d(network.bh, [1, 4 * U]));
  const bias = tf.tensor1d(ordered(sum).dataSync()); // its kernel does not take one that was reshaped
  const embedding = tf.tensor2d(network.embedding, [V, D]);
  const [head, headBias] = [matrix(network.w, V, U), tf.tensor1d(network.b)];
  let state = [tf.zeros([1, U]), tf.zeros([1, U])];
  let runs = 0;
  const run = () => {
    const [logits, ...next] = tf.tidy(() => {
      const x = tf.slice(embedding, [characterOf(runs++, network), 0], [1, D]);
      const z = tf.fused.matMul({ a: tf.concat([x, state[0]], 1), b: weight, bias });
      const gates = tf.sigmoid(tf.slice(z, [0, 0], [1, 3 * U]));
      const [input, forget, output] = [0, 1, 2].map((gate) => tf.slice(gates, [0, gate * U], [1, U]));
      const candidate = tf.tanh(tf.slice(z, [0, 3 * U], [1, U]));
      const c = tf.add(tf.mul(forget, state[1]), tf.mul(input, candidate));
      const h = tf.mul(output, tf.tanh(c));
      return [tf.fused.matMul({ a: h, b: head, bias: headBias }), h, c];
    });
    tf.dispose(state);
    state = next;
    const outputs = logits.dataSync();
    logits.dispose();
    return outputs;
  };
  return streaming(run, expected);
}

await serve(`TensorFlow.js ${tf.version.tfjs}, ${backend}`, {
  "xor 2-4-1 b4 sgd": xor,
  "mlp 784-256-128-10 b64 sgd": () => mlp(tf.train.sgd(0.01)),
  "mlp 784-256-128-10 b64 adam": () => mlp(tf.train.adam(0.001)),
  ...Object.fromEntries(Object.entries(SEQUENCES).map(([name, sizes]) => [name, () => recurrent(sizes)])),
  [INFERENCE]: cnn,
  [STREAMING]: write,
  ...(backend === "wasm"
    ? Object.fromEntries(Object.entries(PRODUCTS).map(([name, layout]) => [name, () => multiply(layout)]))
    : {}),
});
