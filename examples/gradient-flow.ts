// How gradients vanish, survive and explode on their way back through a hundred steps, in numbers and in two pictures.
//
// The folder for the pictures is the argument: node tools/run-bundled.mjs examples/gradient-flow.ts pictures

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  assign,
  clipByGlobalNorm,
  compile,
  gradients,
  Linear,
  LSTM,
  manualSeed,
  mean,
  meanSquaredError,
  type Module,
  mul,
  rand,
  randn,
  RNN,
  scope,
  Sequential,
  SGD,
  slice,
  stepNorms,
  sum,
  variable,
} from "wasmgrad";
import { lineChart } from "wasmgrad/viz";

const [B, T, D, U] = [32, 100, 8, 32];

/** How much the state behind the last step depends on what came in at each step: the norm of its gradient there. */
function flow(layer: Module): number[] {
  return scope(() => {
    const x = variable(randn([B, T, D]));
    const grads = gradients(sum(layer.forward(x)), { of: [x] });
    return Array.from(stepNorms(grads.get(x)!).data);
  });
}

/** The norms of the gradients of all parameters together, and the losses, as a network with strong feedback is trained. */
function train(maxNorm: number): { norms: number[]; losses: number[] } {
  manualSeed(1);
  const layer = new RNN(1, U, { returnSequences: false });
  // With the weights that layers begin with gradients shrink, with larger ones they grow.
  assign(layer.weight_hh_l0!, mul(layer.weight_hh_l0!, 2.5));
  using model = new Sequential(layer, new Linear(U, 1));
  using optimizer = new SGD(model, { learningRate: 0.1 });
  const step = compile((x, y) => {
    const loss = meanSquaredError(model.forward(x), y);
    const { grads, norm } = clipByGlobalNorm(gradients(loss), maxNorm);
    optimizer.step(grads);
    return { loss, norm };
  });
  const norms: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < 400 && !Number.isNaN(losses.at(-1)); i++) {
    scope(() => {
      const x = rand([B, T, 1], { low: -1 });
      const lastThree = slice(x, [null, [-3, null]]);
      const { loss, norm } = step(x, mean(lastThree, 1)); // to be learned: the mean of the last three numbers
      losses.push(loss.item());
      norms.push(norm.item());
    });
  }
  step.dispose();
  return { norms, losses };
}

manualSeed(1);
const last = { returnSequences: false };
export const flows = {
  RNN: flow(new RNN(D, U, last)),
  LSTM: flow(new LSTM(D, U, last)),
  "LSTM, open forget gates": flow(new LSTM(D, U, { ...last, forgetBias: 3 })),
};
export const trainings = { "as it is": train(Infinity), "clipped to 0.5": train(0.5) };

const folder = process.argv[2] ?? "pictures";
await mkdir(folder, { recursive: true });
const flowChart = lineChart(
  Object.entries(flows).map(([name, values]) => ({ name, values })),
  { label: "Gradient of the last state by time step of the input", xName: "time step", logarithmic: true },
);
await writeFile(join(folder, "flow.svg"), flowChart);
const clippingChart = lineChart(
  Object.entries(trainings).map(([name, { norms }]) => ({ name, values: norms.slice(0, 60) })),
  { label: "Norm of the gradient by step of training", xName: "step of training", logarithmic: true },
);
await writeFile(join(folder, "clipping.svg"), clippingChart);

for (const [name, norms] of Object.entries(flows)) {
  console.log(
    `${name}: the first of ${T} steps has ${(norms[0]! / norms[T - 1]!).toExponential(0)} of the last one's gradient`,
  );
}
for (const [name, { norms, losses }] of Object.entries(trainings)) {
  const largest = Math.max(...norms.filter(Number.isFinite)).toExponential(0);
  console.log(`gradient ${name}: its norm reaches ${largest}, and the loss at the end is ${losses.at(-1)!.toFixed(3)}`);
}
