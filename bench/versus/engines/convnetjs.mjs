import { readFileSync } from "node:fs";
import convnetjs from "convnetjs";
import { batch, images, XOR } from "../inputs.mjs";
import { Cannot, serve, training } from "../serve.mjs";

const manifest = new URL("../node_modules/convnetjs/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, "utf8"));

/** A training step: it takes samples one by one and updates after `batch_size` of them. */
function step(layers, samples) {
  const net = new convnetjs.Net();
  net.makeLayers(layers);
  const options = { method: "sgd", learning_rate: 0.01, momentum: 0, batch_size: samples.length };
  const trainer = new convnetjs.Trainer(net, options);
  return training(() => samples.reduce((loss, [x, y]) => loss + trainer.train(x, y).loss, 0));
}

function volume(numbers) {
  const v = new convnetjs.Vol(1, 1, numbers.length);
  numbers.forEach((x, i) => (v.w[i] = x));
  return v;
}

function xor() {
  const samples = Array.from(XOR.y, (y, i) => [volume([...XOR.x.subarray(2 * i, 2 * i + 2)]), [y]]);
  const layers = [
    { type: "input", out_sx: 1, out_sy: 1, out_depth: 2 },
    { type: "fc", num_neurons: 4, activation: "tanh" },
    { type: "regression", num_neurons: 1 },
  ];
  return step(layers, samples);
}

function mlp() {
  const { x, labels } = batch();
  const samples = Array.from(labels, (y, i) => [volume(Array.from(x.subarray(784 * i, 784 * (i + 1)))), y]);
  const layers = [
    { type: "input", out_sx: 1, out_sy: 1, out_depth: 784 },
    { type: "fc", num_neurons: 256, activation: "relu" },
    { type: "fc", num_neurons: 128, activation: "relu" },
    { type: "softmax", num_classes: 10 },
  ];
  return step(layers, samples);
}

function cnn() {
  const { x, labels } = images();
  const samples = Array.from(labels, (y, i) => {
    const v = new convnetjs.Vol(28, 28, 1, 0);
    v.w.set(x.subarray(784 * i, 784 * (i + 1)));
    return [v, y];
  });
  const conv = (filters, sx) => [
    { type: "conv", sx, filters, stride: 1, pad: 0, activation: "relu" },
    { type: "pool", sx: 2, stride: 2 },
  ];
  const layers = [
    { type: "input", out_sx: 28, out_sy: 28, out_depth: 1 },
    ...conv(24, 5),
    ...conv(32, 3),
    { type: "fc", num_neurons: 128, activation: "relu" },
    { type: "softmax", num_classes: 10 },
  ];
  return step(layers, samples);
}

await serve(`ConvNetJS ${version}`, {
  "xor 2-4-1 b4 sgd": xor,
  "mlp 784-256-128-10 b64 sgd": mlp,
  "cnn c24k5-c32k3-128-10 b32 sgd": cnn,
  "mlp 784-256-128-10 b64 adam": () => {
    throw new Cannot("it has no Adam");
  },
});
