// What fit does, by hand: batches, a compiled step, clipped gradients, a schedule, validation, and an early stop.
//
//   node tools/run-bundled.mjs examples/custom-loop.ts
//
// Prints both losses of each epoch, the best one, and that fit arrives at the same weights, to the bit. (Samples come in their own
// order here, for the comparison; leave `shuffle: false` out to train.)
import {
  Adam,
  batches,
  clipByGlobalNorm,
  compile,
  CosineAnnealingLR,
  crossEntropy,
  earlyStopping,
  fit,
  gradients,
  Linear,
  manualSeed,
  noGrad,
  ReLU,
  safetensors,
  Sequential,
  type Tensor,
} from "wasmgrad";
import { digits } from "wasmgrad/datasets";

const [rate, epochs, batchSize, maxNorm, patience] = [0.02, 40, 32, 1, 3];
const { train, test } = digits();
const schedule = new CosineAnnealingLR({ steps: epochs * Math.ceil(train.length / batchSize), warmUp: 20 });

function newModel(): Sequential {
  manualSeed(7);
  return new Sequential(new Linear(64, 64), new ReLU(), new Linear(64, 10));
}

const model = newModel();
const optimizer = new Adam(model, { learningRate: rate });

// JavaScript in here runs once, and every later call is one call into WebAssembly.
const trainStep = compile((x: Tensor, y: Tensor) => {
  const loss = crossEntropy(model.forward(x), y);
  const { grads } = clipByGlobalNorm(gradients(loss), maxNorm);
  optimizer.step(grads);
  return loss;
});
const testStep = compile((x: Tensor, y: Tensor) => noGrad(() => crossEntropy(model.forward(x), y)));

let [step, waited] = [0, 0];
let best = { loss: Infinity, weights: safetensors.encode(model.namedTensors()) };
for (let epoch = 1; epoch <= epochs && waited < patience; epoch++) {
  let [trained, tested] = [0, 0];
  model.train();
  for (const [x, y] of batches(train, batchSize, { shuffle: false })) {
    optimizer.learningRate = schedule.rateAt(step++, rate);
    trained += trainStep(x, y).item() * y.size;
  }
  model.eval();
  for (const [x, y] of batches(test, batchSize, { shuffle: false })) tested += testStep(x, y).item() * y.size;
  const [loss, validation] = [trained / train.length, tested / test.length];
  console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}, validation ${validation.toFixed(4)}`);
  waited++;
  if (validation < best.loss) {
    best = { loss: validation, weights: safetensors.encode(model.namedTensors()) };
    waited = 0;
  }
}
model.load(safetensors.decode(best.weights).tensors);
console.log(`best: ${best.loss.toFixed(4)}`);

// The same by fit.
const other = newModel();
await fit(other, train, {
  loss: crossEntropy,
  optimizer: new Adam(other, { learningRate: rate }),
  schedule,
  scheduleBy: "batch",
  clipNorm: maxNorm,
  epochs,
  batchSize,
  shuffle: false,
  validation: test,
  callbacks: [earlyStopping(other, { patience })],
});
const [mine, fits] = [model, other].map((m) => String(safetensors.encode(m.namedTensors())));
console.log(`the weights of fit: ${mine === fits ? "the same bits" : "others"}`);
