import { expect, test } from "vitest";
import { PairwiseDistance } from "../../../src/nn/index.ts";
import { pairwiseDistance } from "../../../src/ops/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("PairwiseDistance", {
  make: () => new PairwiseDistance(),
  input: [5, 4],
  more: [[5, 4]],
  output: [5],
  refused: {
    input: [5, 3],
    message: "pairwiseDistance: b is [5, 4], expected a shape that broadcasts with a's [5, 3]",
  },
});

test("PairwiseDistance is pairwiseDistance with its options", () => {
  const [a, b] = [randomTensor(2, 3, 4), randomTensor(2, 3, 4)];
  expect(new PairwiseDistance().forward(a, b).data).toEqual(pairwiseDistance(a, b).data);
  expect(new PairwiseDistance(1, 0.5).forward(a, b).data).toEqual(pairwiseDistance(a, b, 1, 0.5).data);
});
