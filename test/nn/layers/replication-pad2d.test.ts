import { expect, test } from "vitest";
import { ReplicationPad2d } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ReplicationPad2d", {
  make: () => new ReplicationPad2d(1),
  input: [2, 1, 3, 2],
  output: [2, 1, 5, 4],
  refused: { input: [2, 3], message: "ReplicationPad2d: x is [2, 3], expected" },
});

test("ReplicationPad2d works by hand", () => {
  expect(new ReplicationPad2d([[1, 0], [0, 2]]).forward(tensor([[[[1, 2], [3, 4]]]])).toArray()).toEqual([[[[1, 2, 2, 2], [1, 2, 2, 2], [3, 4, 4, 4]]]]); // prettier-ignore
});
