import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases } from "./inputs.ts";

export const reductions: Cases = {
  sum: [(x) => ops.sum(x, [0, 2]), [randomTensor(30, 7, 50)]],
  mean: [(x) => ops.mean(x, 0), [randomTensor(300, 40)]],
  max: [(x) => ops.max(x, 1), [randomTensor(300, 40)]],
  argmax: [(x) => ops.argmax(x, 1), [randomTensor(300, 40)]],
  min: [(x) => ops.min(x, 0), [randomTensor(300, 40)]],
  argmin: [(x) => ops.argmin(x, 0), [randomTensor(300, 40)]],
  prod: [(x) => ops.prod(x, 1), [randomTensor(300, 40)]],
  variance: [(x) => ops.variance(x, [0, 2]), [randomTensor(30, 7, 50)]],
  std: [(x) => ops.std(x, 0), [randomTensor(300, 40)]],
  logSumExp: [(x) => ops.logSumExp(x, 0), [randomTensor(300, 40)]],
  norm: [(x) => ops.norm(x, 3, 1), [randomTensor(300, 40)]],
  any: [(x) => ops.any(x, 0), [randomTensor(300, 40)]],
  all: [(x) => ops.all(x, 1), [randomTensor(300, 40)]],
  cumsum: [(x) => ops.cumsum(x), [randomTensor(300, 41)]],
  cumprod: [(x) => ops.cumprod(x, 0), [randomTensor(300, 40)]],
  sort: [(x) => ops.sort(x!, 0).values, [randomTensor(300, 40)]],
  argsort: [(x) => ops.argsort(x!, 1, { descending: true }), [randomTensor(300, 40)]],
  topK: [(x) => ops.topK(x!, 5).values, [randomTensor(300, 40)]],
  median: [(x) => ops.median(x, 1), [randomTensor(300, 41)]],
};
