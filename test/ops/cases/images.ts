import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import type { Cases } from "./inputs.ts";

const images8 = randomTensor(4, 8, 14, 15);

export const images: Cases = {
  adaptiveAvgPool1d: [(x) => ops.adaptiveAvgPool1d(x!, 7), [randomTensor(8, 8, 60)]],
  adaptiveAvgPool2d: [(x) => ops.adaptiveAvgPool2d(x!, [5, 4]), [images8]],
  adaptiveMaxPool1d: [(x) => ops.adaptiveMaxPool1d(x!, 7), [randomTensor(8, 8, 60)]],
  adaptiveMaxPool2d: [(x) => ops.adaptiveMaxPool2d(x!, [5, 4]), [images8]],
  fold: [(x) => ops.fold(ops.unfold(x!, 3, { stride: 2 }), [14, 15], 3, { stride: 2 }), [images8]],
  globalAveragePool: [(x) => ops.globalAveragePool(x!), [images8]],
  interpolate: [(x) => ops.interpolate(x!, { scale: 1.5, mode: "bilinear" }), [images8]],
  lpPool1d: [(x) => ops.lpPool1d(x!, 2, 3), [randomTensor(8, 8, 60)]],
  lpPool2d: [(x) => ops.lpPool2d(x!, 2, 3, { stride: 1 }), [images8]],
  maxPool2dWithIndices: [(x) => ops.maxPool2dWithIndices(x!, 3, { stride: 2 }).values, [images8]],
  maxUnpool2d: [
    (x) => {
      const { values, indices } = ops.maxPool2dWithIndices(x!, 2);
      return ops.maxUnpool2d(values, indices, [14, 15]);
    },
    [images8],
  ],
  pixelShuffle: [(x) => ops.pixelShuffle(x!, 2), [images8]],
  pixelUnshuffle: [(x) => ops.pixelUnshuffle(x!, 2), [randomTensor(4, 8, 14, 16)]],
  unfold: [(x) => ops.unfold(x!, [3, 2], { padding: 1 }), [images8]],
  avgPool1d: [(x) => ops.avgPool1d(x!, 3, { padding: 1 }), [randomTensor(8, 8, 60)]],
  avgPool2d: [
    (x) => ops.avgPool2d(x!, 3, { stride: 2, padding: 1, countIncludePad: false }),
    [randomTensor(5, 8, 14, 15)],
  ],
  conv1d: [(x, w) => ops.conv1d(x!, w!, null, { padding: 1 }), [randomTensor(2, 8, 60), randomTensor(12, 8, 3)]],
  // By Winograd's algorithm, over two groups of images.
  conv2d: [
    (x, w, b) => ops.conv2d(x!, w!, b!, { padding: 1, activation: "relu" }),
    [randomTensor(5, 16, 14, 14), randomTensor(24, 16, 3, 3), randomTensor(24)],
  ],
  convTranspose1d: [
    (x, w) => ops.convTranspose1d(x!, w!, null, { stride: 2 }),
    [randomTensor(2, 8, 30), randomTensor(8, 12, 3)],
  ],
  convTranspose2d: [
    (x, w, b) => ops.convTranspose2d(x!, w!, b!, { stride: 2, padding: 1 }),
    [randomTensor(2, 8, 9, 9), randomTensor(8, 12, 3, 3), randomTensor(12)],
  ],
  maxPool1d: [(x) => ops.maxPool1d(x!, 3, { padding: 1 }), [randomTensor(8, 8, 60)]],
  // Pairs side by side, and windows that overlap.
  maxPool2d: [(x) => ops.maxPool2d(ops.maxPool2d(x!, 2), 3, { stride: 2, padding: 1 }), [randomTensor(5, 8, 28, 30)]],
};
