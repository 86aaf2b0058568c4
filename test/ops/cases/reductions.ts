import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases } from "./inputs.ts";

export const reductions: Cases = {
  sum: [(x) => ops.sum(x, [0, 2]), [randomTensor(30, 7, 50)]],
  mean: [(x) => ops.mean(x, 0), [randomTensor(300, 40)]],
  max: [(x) => ops.max(x, 1), [randomTensor(300, 40)]],
  argmax: [(x) => ops.argmax(x, 1), [randomTensor(300, 40)]],
};
