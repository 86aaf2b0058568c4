import {
  abs,
  Adam,
  add,
  batchNorm,
  CosineAnnealingLR,
  crossEntropy,
  dropout,
  ExponentialLR,
  fit,
  gradients,
  Linear,
  manualSeed,
  matmul,
  meanSquaredError,
  mul,
  ones,
  Parameter,
  randn,
  ReLU,
  scope,
  Sequential,
  SGD,
  square,
  StepLR,
  sub,
  sum,
  tensor,
  type Tensor,
  transpose,
  variable,
} from "wasmgrad";
import { digits } from "wasmgrad/datasets";
import { diagram, featureMapChart, lineChart, pathChart } from "wasmgrad/viz";
import { between, type Pictures, SIZE, TILES } from "./support.ts";

export const pictures: Pictures = {
  "l1-penalty": () => penalty("L1", (w) => sum(abs(w)), 0.6),
  "l2-penalty": () => penalty("L2", (w) => sum(square(w)), 0.3),
  dropout: () => {
    manualSeed(1);
    const passes = Object.fromEntries([0.2, 0.5].map((p) => [`dropped: ${p}`, dropout(ones([1, 6, 8, 8]), p)]));
    const label = "Which of 64 numbers dropout keeps in six passes: the kept ones are larger";
    return featureMapChart(new Map(Object.entries(passes)), { label, ...TILES });
  },
  "learning-rate": () => {
    const losses = (learningRate: number): number[] =>
      scope(() => {
        using w = new Parameter(tensor([1]));
        using optimizer = new SGD([w], { learningRate });
        return between(0, 20, 21).map(() =>
          scope(() => {
            const loss = sum(square(w));
            optimizer.step(gradients(loss));
            return loss.item();
          }),
        );
      });
    const lines = [0.02, 0.1, 1.02].map((rate) => ({ name: String(rate), values: losses(rate) }));
    const label = "The loss by step for learning rates of 0.02, 0.1 and 1.02: slow, fast, rising";
    return lineChart(lines, { label, xName: "step", logarithmic: true, ...SIZE });
  },
  schedules: () => {
    const schedules = {
      step: new StepLR({ stepSize: 25, gamma: 0.5 }),
      exponential: new ExponentialLR({ gamma: 0.96 }),
      cosine: new CosineAnnealingLR({ steps: 100, warmUp: 10 }),
    };
    const steps = between(0, 100, 101);
    const lines = Object.entries(schedules).map(([name, schedule]) => ({
      name,
      x: steps,
      y: steps.map((step) => schedule.rateAt(step, 0.1)),
    }));
    const label = "The learning rate by step: in steps, exponentially, along a cosine with a warm-up";
    return pathChart(lines, { label, xName: "step", ...SIZE });
  },
  backpropagation: () => {
    const [x, w, b] = [2, 3, 1].map((value) => variable(tensor([value]))) as [Tensor, Tensor, Tensor];
    const z = add(mul(w, x), b);
    const loss = sum(square(sub(z, 5)));
    const grads = gradients(loss, { of: [x, w, b, z] });
    const text = (name: string, t: Tensor): string[] => [
      `${name} = ${t.item()}`,
      `∂L/∂${name} = ${grads.get(t)!.item()}`,
    ];
    const size = [92, 48] as const;
    return diagram(
      {
        x: { at: [50, 35], text: text("x", x), size },
        w: { at: [50, 115], text: text("w", w), size },
        b: { at: [50, 195], text: text("b", b), size },
        z: { at: [190, 115], text: ["z = wx + b", ...text("z", z)], size: [100, 64], color: 0 },
        loss: { at: [318, 115], text: ["(z − 5)²", `L = ${loss.item()}`], size: [76, 48], color: 1 },
      },
      [
        { from: "x", to: "z", bend: 8 },
        { from: "w", to: "z", bend: 8 },
        { from: "b", to: "z", bend: 8 },
        { from: "z", to: "loss", bend: 8 },
        ...["x", "w", "b"].map((to) => ({ from: "z", to, bend: 8, dashed: true, color: 1 })),
        { from: "loss", to: "z", bend: 8, dashed: true, color: 1 },
      ],
      { label: "Values go forward from x, w and b to the loss, gradients come back along dashed arrows", ...SIZE },
    );
  },
  "weight-update": () => {
    const size = [128, 52] as const;
    return diagram(
      {
        forward: { at: [80, 50], text: ["1 predict", "ŷ = f(x; w)"], size, color: 0 },
        loss: { at: [280, 50], text: ["2 measure", "L(ŷ, y)"], size, color: 1 },
        backward: { at: [280, 180], text: ["3 differentiate", "g = ∂L / ∂w"], size, color: 2 },
        update: { at: [80, 180], text: ["4 update", "w ← w − η g"], size, color: 3 },
      },
      [
        { from: "forward", to: "loss" },
        { from: "loss", to: "backward" },
        { from: "backward", to: "update" },
        { from: "update", to: "forward" },
      ],
      { label: "Four steps in a circle: predict, measure, differentiate, update", ...SIZE },
    );
  },
  "gradient-accumulation": async () => {
    const losses = async (batchSize: number, accumulate: number): Promise<number[]> => {
      manualSeed(1);
      using model = new Sequential(new Linear(64, 32), new ReLU(), new Linear(32, 10));
      using optimizer = new SGD(model, { learningRate: 0.2 });
      const options = { loss: crossEntropy, optimizer, epochs: 8, batchSize, accumulate, seed: 1 };
      return (await fit(model, digits().train, options)).map(({ loss }) => loss);
    };
    const lines = [
      { name: "batches of 16", values: await losses(16, 1) },
      { name: "of 128", values: await losses(128, 1) },
      { name: "8 × 16", values: await losses(16, 8) },
    ];
    const label = "Loss by epoch: eight batches of 16, accumulated, are as one of 128";
    return lineChart(lines, { label, xName: "epoch", ...SIZE });
  },
  "batch-normalization": () => {
    manualSeed(1);
    const wide = randn([4000, 1], { mean: 3, standardDeviation: 1.5 });
    const narrow = randn([4000, 1], { mean: -2, standardDeviation: 0.5 });
    const x = transpose(tensor([...wide.data, ...narrow.data], [2, 4000]));
    const [before, after] = [x, batchNorm(x)].map((t) => transpose(t).data) as [Float32Array, Float32Array];
    const lines = {
      "in 1": before.subarray(0, 4000),
      "in 2": before.subarray(4000),
      "out 1": after.subarray(0, 4000),
      "out 2": after.subarray(4000),
    };
    const label =
      "Two channels, one wide around 3, one narrow around −2; behind the layer both are around 0, equally wide";
    return pathChart(
      Object.entries(lines).map(([name, values]) => ({ name, ...histogram(values) })),
      { label, xName: "value", ...SIZE },
    );
  },
};

/** The share of the values that lies in each of 44 bins. */
function histogram(values: Float32Array): { x: number[]; y: number[] } {
  const y = new Array<number>(44).fill(0);
  for (const value of values) {
    const bin = Math.floor((value + 4) * 4);
    if (bin >= 0 && bin < y.length) y[bin]! += 1 / values.length;
  }
  return { x: y.map((_, bin) => bin / 4 - 3.875), y };
}

/** The weights of a linear regression, three of twelve of which matter, with a penalty and without. */
function penalty(name: string, cost: (w: Tensor) => Tensor, strength: number): string {
  manualSeed(2);
  const x = randn([24, 12]);
  const truth = tensor([2, 0, 0, -1.5, 0, 0, 0, 1, 0, 0, 0, 0]);
  const y = add(matmul(x, truth), randn([24], { standardDeviation: 1.5 }));
  const learned = (factor: number): number[] => {
    using w = new Parameter(tensor(new Float32Array(12)));
    using optimizer = new Adam([w], { learningRate: 0.02 });
    for (let step = 0; step < 600; step++) {
      if (step === 400) optimizer.learningRate = 0.001;
      scope(() => optimizer.step(gradients(add(meanSquaredError(matmul(x, w), y), mul(cost(w), factor)))));
    }
    return Array.from(w.data);
  };
  const lines = [
    { name: "true", values: Array.from(truth.data) },
    { name: "no penalty", values: learned(0) },
    { name, values: learned(strength) },
  ];
  const label = `Twelve weights of a regression: the true ones, learned without a penalty, and with ${name}`;
  return lineChart(lines, { label, xName: "weight", ...SIZE });
}
