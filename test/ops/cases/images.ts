import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import type { Cases } from "./inputs.ts";

export const images: Cases = {
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
