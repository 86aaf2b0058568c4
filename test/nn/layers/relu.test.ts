import { expect, test } from "vitest";
import { ReLU } from "../../../src/nn/index.ts";
import { relu } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ReLU", { make: () => new ReLU(), input: [3, 2, 5], output: [3, 2, 5] });

test("ReLU is relu", () => {
  const x = tensor([-2, -0.5, 0, 0.5, 2]);
  expect(new ReLU().forward(x).data).toEqual(relu(x).data);
});
