import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases } from "./inputs.ts";

export const products: Cases = {
  matmul: [
    (a, b, c) => ops.matmul(ops.matmul(a!, b!), c!), // all rows of a at once, then many products
    [randomTensor(16, 30, 20), randomTensor(20, 50), randomTensor(16, 50, 12)],
  ],
  linear: [ops.linear, [randomTensor(70, 60), randomTensor(50, 60), randomTensor(50)]],
};
