import * as ops from "../../../src/ops/index.ts";
import { randomTensor } from "../../helpers/random.ts";
import { type Cases, generator } from "./inputs.ts";

export const products: Cases = {
  matmul: [
    (a, b, c) => ops.matmul(ops.matmul(a!, b!), c!), // all rows of a at once, then many products
    [randomTensor(16, 30, 20), randomTensor(20, 50), randomTensor(16, 50, 12)],
  ],
  dot: [(a, b) => ops.dot(a!, b!), [randomTensor(5000), randomTensor(5000)]],
  outer: [(a, b) => ops.outer(a!, b!), [randomTensor(300), randomTensor(40)]],
  einsum: [
    (a, b, c) => ops.einsum("tiib,ijb,kj->kbt", a!, b!, c!),
    [randomTensor(20, 8, 8, 12), randomTensor(8, 30, 12), randomTensor(25, 30)],
  ],
  bilinear: [ops.bilinear, [randomTensor(70, 12), randomTensor(70, 15), randomTensor(20, 12, 15), randomTensor(20)]],
  cdist: [(a, b) => ops.cdist(a!, b!), [randomTensor(3, 70, 12), randomTensor(50, 12)]],
  pairwiseDistance: [(a, b) => ops.pairwiseDistance(a!, b!), [randomTensor(300, 40), randomTensor(300, 40)]],
  cosineSimilarity: [(a, b) => ops.cosineSimilarity(a!, b!), [randomTensor(300, 40), randomTensor(300, 40)]],
  scaledDotProductAttention: [
    (q, k, v, mask) =>
      ops.scaledDotProductAttention(q!, k!, v!, { mask: mask!, causal: true, dropout: 0.3, generator }),
    [randomTensor(4, 3, 50, 12), randomTensor(4, 3, 60, 12), randomTensor(4, 3, 60, 20), randomTensor(4, 1, 1, 60)],
  ],
  linear: [ops.linear, [randomTensor(70, 60), randomTensor(50, 60), randomTensor(50)]],
};
