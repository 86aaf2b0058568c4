import {
  Adam,
  avgPool2d,
  concat,
  conv2d,
  Conv2d,
  convOutputSize,
  crossEntropy,
  div,
  featureMaps,
  Flatten,
  fit,
  gradients,
  Linear,
  manualSeed,
  max,
  maxPool2d,
  MaxPool2d,
  mul,
  ones,
  pad,
  ReLU,
  reshape,
  Sequential,
  sum,
  tensor,
  type Tensor,
  Unflatten,
  variable,
  zeros,
} from "wasmgrad";
import { digits } from "wasmgrad/datasets";
import { featureMapChart, filterChart, pathChart } from "wasmgrad/viz";
import { between, digit, type Pictures, SIZE, TILES } from "./support.ts";

/** Finds edges from dark to light, downwards and to the right. */
const SOBEL_DOWN = [1, 2, 1, 0, 0, 0, -1, -2, -1];
const SOBEL_RIGHT = [1, 0, -1, 2, 0, -2, 1, 0, -1];
const SAMPLE = 1;

export const pictures: Pictures = {
  "output-size": () => {
    const widths = between(3, 32, 30);
    const lines = [1, 2, 3].map((stride) => ({
      name: `stride ${stride}`,
      x: widths,
      y: widths.map((W) => convOutputSize(W, 3, { stride })),
    }));
    const label = "Width of the output by width of the input, for filters of 3 and strides of 1, 2 and 3";
    return pathChart(lines, { label, xName: "width of the input", xRange: [0, 32], yRange: [0, 32], ...SIZE });
  },
  stride: () =>
    maps("A digit filtered at strides of 1, 2 and 3", {
      "the input": digit(SAMPLE),
      "stride 1": edges(digit(SAMPLE), 1),
      "stride 2": edges(digit(SAMPLE), 2),
    }),
  "zero-padding": () => padding("constant", "Zeros around an image"),
  "mirror-padding": () => padding("reflect", "Mirrored at the border"),
  "one-by-one": () => {
    const x = edges(digit(SAMPLE), 1);
    const mix = tensor([1, 0, 0, 1, 1, 1, 1, -1], [4, 2, 1, 1]);
    return maps("Two maps, and four mixtures of them", { "two channels": x, "four mixtures": conv2d(x, mix) });
  },
  "three-by-three": () =>
    filterChart(
      tensor([...SOBEL_DOWN, ...SOBEL_RIGHT, ...ones([9]).data, 0, -1, 0, -1, 4, -1, 0, -1, 0], [4, 1, 3, 3]),
      {
        side: 84,
        label: "Four filters of 3×3: edges downwards, edges to the right, a mean, a point",
        ...TILES,
      },
    ),
  pooling: () =>
    maps("A digit, the largest of every four pixels, and their means", {
      "the input": digit(SAMPLE),
      "maxPool2d(x, 2)": maxPool2d(digit(SAMPLE), 2),
      "avgPool2d(x, 2)": avgPool2d(digit(SAMPLE), 2),
    }),
  "feature-maps": async () => {
    manualSeed(1);
    using model = new Sequential(
      new Unflatten(1, [1, 8, 8]),
      new Conv2d(1, 6, 3, { padding: 1 }),
      new ReLU(),
      new MaxPool2d(2),
      new Conv2d(6, 12, 3, { padding: 1 }),
      new ReLU(),
      new Flatten(),
      new Linear(12 * 16, 10),
    );
    using optimizer = new Adam(model, { learningRate: 3e-3 });
    await fit(model, digits().train, { loss: crossEntropy, optimizer, epochs: 4 });
    const seen = featureMaps(model, reshape(digit(SAMPLE), [1, 64]));
    const layers = {
      "the input": seen.get("0")!,
      "first convolution, ReLU": seen.get("2")!,
      "second convolution, ReLU": seen.get("5")!,
    };
    return maps("What a trained network makes of a digit", layers, 57);
  },
  "receptive-field": () => {
    const fields = concat(
      [1, 2, 3].map((count) => field(count)),
      1,
    );
    const label = "Which pixels one number behind one, two and three convolutions depends on";
    return maps(label, { "behind one, two and three": fields }, 116);
  },
};

function maps(label: string, tensors: Readonly<Record<string, Tensor>>, side = 84): string {
  return featureMapChart(new Map(Object.entries(tensors)), { label, most: 6, side, ...TILES });
}

/** Edges in both directions, two channels. */
function edges(x: Tensor, stride: number): Tensor {
  return conv2d(x, tensor([...SOBEL_DOWN, ...SOBEL_RIGHT], [2, 1, 3, 3]), null, { stride, padding: 1 });
}

/** Numbers from 1 to 16, and what stands around them. */
function padding(mode: "constant" | "reflect", title: string): string {
  const x = tensor(between(1, 16, 16), [1, 1, 4, 4]);
  const widths = [
    [2, 2],
    [2, 2],
  ] as const;
  return maps(`${title}: 4×4 numbers become 8×8`, { "the input": x, padded: pad(x, widths, { mode }) });
}

/** How the middle behind `count` convolutions changes with each pixel: its gradient, the largest of which is 1. */
function field(count: number): Tensor {
  const x = variable(zeros([1, 1, 9, 9]));
  let y: Tensor = x;
  for (let i = 0; i < count; i++) y = conv2d(y, ones([1, 1, 3, 3]), null, { padding: 1 });
  const middle = tensor(
    Array.from({ length: 81 }, (_, i) => Number(i === 40)),
    [1, 1, 9, 9],
  );
  const slope = gradients(sum(mul(y, middle)), { of: [x] }).get(x)!;
  return div(slope, max(slope));
}
