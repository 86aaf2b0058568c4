import { expect, test } from "vitest";
import { Sigmoid } from "../../../src/nn/index.ts";
import { sigmoid } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Sigmoid", { make: () => new Sigmoid(), input: [3, 2, 5], output: [3, 2, 5] });

test("Sigmoid is sigmoid", () => {
  const x = tensor([-2, -0.5, 0, 0.5, 2]);
  expect(new Sigmoid().forward(x).data).toEqual(sigmoid(x).data);
});
