import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases } from "./inputs.ts";

export const products: Cases = {
  matmul: [(a, b) => ops.matmul(a!, b!), [randomTensor(70, 60), randomTensor(60, 50)]],
  linear: [ops.linear, [randomTensor(70, 60), randomTensor(50, 60), randomTensor(50)]],
};
