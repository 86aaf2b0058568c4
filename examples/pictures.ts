// A network for the digits and one for two moons, trained and drawn: the charts of wasmgrad/viz.
//
// The folder for the pictures is the argument: node tools/run-bundled.mjs examples/pictures.ts pictures

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  accuracy,
  Adam,
  calibrationCurve,
  confusionMatrix,
  crossEntropy,
  type EpochEnd,
  featureMaps,
  fit,
  gelu,
  gradients,
  init,
  leakyRelu,
  learningCurve,
  Linear,
  manualSeed,
  type Module,
  type Optimizer,
  precisionRecallCurve,
  ReLU,
  rocCurve,
  scope,
  Sequential,
  SGD,
  softmax,
  tanh,
  Tanh,
  tensor,
  type Tensor,
  validationCurve,
} from "wasmgrad";
import { digits, moons } from "wasmgrad/datasets";
import {
  activationChart,
  activationDistributions,
  calibrationChart,
  confusionMatrixChart,
  decisionBoundaryChart,
  decisionGrid,
  embeddingChart,
  gradientFlow,
  gradientFlowChart,
  histogramChart,
  historyChart,
  learningCurveChart,
  precisionRecallChart,
  principalComponents,
  rocChart,
  svgFile,
  validationCurveChart,
  weightDistributions,
} from "wasmgrad/viz";

const { train, test } = digits();
/** Digits that a network tells from all others, for curves of one class. */
const SHOWN = [1, 8, 9];

const network = (...widths: readonly number[]): Sequential =>
  new Sequential(
    ...widths.slice(1).flatMap((width, i) => [...(i === 0 ? [] : [new ReLU()]), new Linear(widths[i]!, width)]),
  );

/** A network for digits and its history, trained by an optimizer. */
async function learn(optimizerOf: (model: Module) => Optimizer): Promise<{
  model: Sequential;
  history: readonly EpochEnd[];
}> {
  manualSeed(1);
  const model = network(64, 48, 24, 10);
  using optimizer = optimizerOf(model);
  const options = { loss: crossEntropy, optimizer, epochs: 12, validation: test, metrics: { accuracy }, seed: 1 };
  return { model, history: await fit(model, train, options) };
}

/** How a network for digits learned, and how well it knows them. */
async function ofDigits(): Promise<Record<string, string>> {
  const { model, history } = await learn((net) => new Adam(net, { learningRate: 3e-3 }));
  const other = await learn((net) => new SGD(net, { learningRate: 0.1 }));
  const title = "Digits: two optimizers";
  const runs = { Adam: history, SGD: other.history };
  return scope(() => {
    const x = tensor(test.x.data, [test.length, 64]);
    const labels = Int32Array.from(test.y.data);
    const y = tensor(labels);
    const logits = model.forward(x);
    const probabilities = softmax(logits);
    const named = <C>(curve: (digit: number) => C) =>
      SHOWN.map((digit) => ({ name: `digit ${digit}`, ...curve(digit) }));
    const hidden = principalComponents(featureMaps(model, x).get("3")!);
    const flow = gradientFlow(model, gradients(crossEntropy(model.forward(x), y)));
    const [first, , second, , last] = activationDistributions(model, x);
    return {
      history: historyChart(runs, { title, logarithmic: true }),
      "confusion-matrix": confusionMatrixChart({ counts: confusionMatrix(logits, y) }, { title: "Digits of the test" }),
      roc: rocChart(
        named((positive) => rocCurve(probabilities, y, { positive })),
        { title: "Telling a digit from all others" },
      ),
      "precision-recall": precisionRecallChart(
        named((positive) => precisionRecallCurve(probabilities, y, { positive })),
        { title: "Finding a digit among all", baseRate: 0.1 },
      ),
      calibration: calibrationChart([calibrationCurve(probabilities, y, { positive: 8, bins: 8 })], {
        title: "Is an 8 what is said to be one?",
      }),
      weights: histogramChart(
        weightDistributions(model).filter(({ name }) => name.endsWith("weight")),
        { title: "Weights of the layers", xName: "weight" },
      ),
      activations: histogramChart([first!, second!, last!], { title: "What the layers give", xName: "activation" }),
      "gradient-flow": gradientFlowChart(flow, { title: "Gradients of the test's loss" }),
      embedding: embeddingChart({ ...hidden, labels }, { title: "The last hidden layer" }),
    };
  });
}

/** How the figures depend on the number of samples, and on the learning rate. */
async function ofOptions(): Promise<Record<string, string>> {
  const trainer = {
    build: () => network(64, 24, 10),
    loss: crossEntropy,
    optimizer: (model: Module, { learningRate }: { readonly learningRate: number }) =>
      new Adam(model, { learningRate }),
    metrics: { accuracy },
  };
  const settings = { learningRate: 3e-3 };
  const plan = { settings, folds: 3, seed: 1 };
  const bySize = await learningCurve(trainer, train, { ...plan, epochs: 12, sizes: [60, 120, 240, 480, 950] });
  const values = [1e-4, 1e-3, 1e-2, 1e-1];
  const byRate = await validationCurve(trainer, train, { ...plan, epochs: 5, name: "learningRate", values });
  const options = { figure: "accuracy", logarithmic: true };
  return {
    "learning-curve": learningCurveChart(bySize, { ...options, title: "Would more digits help?" }),
    "validation-curve": validationCurveChart(byRate, {
      ...options,
      xName: "learning rate",
      title: "Which learning rate?",
    }),
  };
}

/** Where a network draws the line between two moons. */
async function ofMoons(): Promise<Record<string, string>> {
  manualSeed(1);
  const data = moons({ samples: 240, noise: 0.15, seed: 1 });
  using model = new Sequential(new Linear(2, 16), new Tanh(), new Linear(16, 16), new Tanh(), new Linear(16, 2));
  using optimizer = new Adam(model, { learningRate: 0.02 });
  await fit(model, data, { loss: crossEntropy, optimizer, epochs: 60 });
  const [x, y] = [0, 1].map((axis) => Array.from(data.x.data.filter((_, i) => i % 2 === axis)));
  const points = { x: x!, y: y!, labels: data.y.data };
  const names = { classes: ["upper moon", "lower moon"], xName: "x₁", yName: "x₂", title: "Two moons" };
  return { "decision-boundary": decisionBoundaryChart(points, decisionGrid(model, points), names) };
}

/** Activation functions and their derivatives. */
function ofActivations(): Record<string, string> {
  const functions = { tanh, gelu, "leaky-relu": (x: Tensor) => leakyRelu(x, 0.1) };
  return Object.fromEntries(
    Object.entries(functions).map(([name, f]) => [`activation-${name}`, activationChart(name, f, { title: name })]),
  );
}

await init({ simd: "plain" }); // whose numbers are the same on every machine
const folder = process.argv[2] ?? "pictures";
await mkdir(folder, { recursive: true });
export const charts = { ...(await ofDigits()), ...(await ofOptions()), ...(await ofMoons()), ...ofActivations() };
for (const [name, svg] of Object.entries(charts)) await writeFile(join(folder, `${name}.svg`), svgFile(svg));
console.log(`${Object.keys(charts).length} pictures are in ${folder}`);
