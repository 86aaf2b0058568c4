import {
  Adadelta,
  Adagrad,
  Adam,
  gradients,
  matmul,
  mean,
  meanSquaredError,
  mul,
  ones,
  type Optimizer,
  Parameter,
  rand,
  randn,
  manualSeed,
  RMSprop,
  scope,
  SGD,
  sum,
  tensor,
  add,
  ArrayDataset,
  batches,
  square,
  stack,
} from "wasmgrad";
import { type Path, pathChart } from "wasmgrad/viz";
import { contours, type Pictures, SIZE } from "./support.ts";

/** The valley `½ (w₁² + 20 w₂²)`, in which plain descent goes to and fro. */
const STEEPNESS = [1, 20];
const START = [-4, 1];
const STEPS = 30;

export const pictures: Pictures = {
  "gradient-descent": () => regression("all 64 samples a step", 64, 40, 0.25),
  "stochastic-gradient-descent": () => regression("1 sample a step", 1, 2, 0.1),
  "mini-batch": () => regression("8 samples a step", 8, 6, 0.25),
  momentum: () => inValley("momentum 0.8", (w) => new SGD(w, { learningRate: 0.02, momentum: 0.8 })),
  nesterov: () => inValley("Nesterov 0.8", (w) => new SGD(w, { learningRate: 0.02, momentum: 0.8, nesterov: true })),
  adagrad: () => inValley("Adagrad", (w) => new Adagrad(w, { learningRate: 0.7 })),
  adadelta: () => inValley("Adadelta", (w) => new Adadelta(w, { epsilon: 1e-2 })),
  rmsprop: () => inValley("RMSprop", (w) => new RMSprop(w, { learningRate: 0.12, alpha: 0.9 })),
  adam: () => inValley("Adam", (w) => new Adam(w, { learningRate: 0.3, betas: [0.8, 0.99] })),
};

/** A path in the valley, beside that of plain descent at a rate that it can just take. */
function inValley(name: string, make: (w: Parameter[]) => Optimizer): string {
  const paths = [descend(name, make), descend("plain", (w) => new SGD(w, { learningRate: 0.09 }))];
  const lines = contours([STEEPNESS[0]!, STEEPNESS[1]!, 0], [0, 0], 6, 6);
  const label = `The path of ${name} and of plain gradient descent, ${STEPS} steps each, through an oblong valley`;
  return pathChart([...lines, ...paths], {
    label,
    xName: "w₁",
    yName: "w₂",
    xRange: [-5, 2],
    yRange: [-1.2, 1.2],
    ...SIZE,
  });
}

function descend(name: string, make: (w: Parameter[]) => Optimizer): Path {
  using w = new Parameter(tensor(START));
  using optimizer = make([w]);
  const places = [w.data];
  for (let i = 0; i < STEPS; i++) {
    scope(() => optimizer.step(gradients(mul(sum(mul(square(w), tensor(STEEPNESS))), 0.5))));
    places.push(w.data);
  }
  return pathOf(name, places);
}

/** A line through 64 points, learned from batches of a size: the path of its slope and intercept over the loss of all points. */
function regression(name: string, batchSize: number, epochs: number, learningRate: number): string {
  manualSeed(1);
  const x = rand([64], { high: 2 });
  const y = add(add(mul(x, 1.5), 0.5), randn([64], { standardDeviation: 0.4 }));
  const data = new ArrayDataset({ data: stack([x, ones([64])], -1).data, shape: [2] }, y.data);
  const [meanX, meanSquare] = [mean(x).item(), mean(square(x)).item()];
  const slope = (mean(mul(x, y)).item() - meanX * mean(y).item()) / (meanSquare - meanX * meanX);
  const best = [slope, mean(y).item() - slope * meanX] as const;
  using w = new Parameter(tensor([-0.5, 2.2]));
  using optimizer = new SGD([w], { learningRate });
  const places = [w.data];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [rows, values] of batches(data, batchSize, { seed: epoch })) {
      scope(() => optimizer.step(gradients(meanSquaredError(matmul(rows, w), values))));
      places.push(w.data);
    }
  }
  const path = pathOf(name, places);
  const lines = contours([meanSquare, 1, meanX], best, 2.4, 8);
  const label = `The path of slope and intercept of a line, ${name}, over the contour lines of the loss`;
  return pathChart([...lines, path], {
    label,
    xName: "slope",
    yName: "intercept",
    xRange: [-1, 3],
    yRange: [-1, 2.5],
    ...SIZE,
  });
}

function pathOf(name: string, places: readonly ArrayLike<number>[]): Path {
  return { name, marked: places.length < 64, x: places.map((place) => place[0]!), y: places.map((place) => place[1]!) };
}
