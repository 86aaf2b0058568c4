import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases, positive, generator } from "./inputs.ts";

export const elementwise: Cases = {
  add: [ops.add, [randomTensor(300, 40), randomTensor(40)]],
  sub: [ops.sub, [randomTensor(300, 1), randomTensor(1, 40)]],
  mul: [ops.mul, [randomTensor(300, 40), randomTensor(300, 1)]],
  div: [ops.div, [randomTensor(300, 40), positive(40)]],
  maximum: [ops.maximum, [randomTensor(300, 40), randomTensor(40)]],
  minimum: [ops.minimum, [randomTensor(300, 40), randomTensor(300, 40)]],
  neg: [ops.neg, [randomTensor(12000)]],
  exp: [ops.exp, [randomTensor(12000)]],
  log: [ops.log, [positive(12000)]],
  erf: [ops.erf, [randomTensor(12000)]],
  expm1: [ops.expm1, [randomTensor(12000)]],
  log1p: [ops.log1p, [positive(12000)]],
  sqrt: [ops.sqrt, [positive(12000)]],
  clone: [ops.clone, [randomTensor(12000)]],
  dropout: [(x) => ops.dropout(x, 0.4, { generator }), [randomTensor(12000)]],
};
