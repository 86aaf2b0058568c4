import { expect, test } from "vitest";
import { CosineSimilarity } from "../../../src/nn/index.ts";
import { cosineSimilarity } from "../../../src/ops/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("CosineSimilarity", {
  make: () => new CosineSimilarity(),
  input: [5, 4],
  more: [[5, 4]],
  output: [5],
  refused: {
    input: [5, 3],
    message: "cosineSimilarity: b is [5, 4], expected a shape that broadcasts with a's [5, 3]",
  },
});

test("CosineSimilarity is cosineSimilarity with its options", () => {
  const [a, b] = [randomTensor(2, 3, 4), randomTensor(2, 3, 4)];
  expect(new CosineSimilarity().forward(a, b).data).toEqual(cosineSimilarity(a, b, 1).data);
  expect(new CosineSimilarity(-1, 2).forward(a, b).data).toEqual(cosineSimilarity(a, b, 2, 2).data);
});
