import { expect, test } from "vitest";
import { Tanh } from "../../../src/nn/index.ts";
import { tanh } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Tanh", { make: () => new Tanh(), input: [3, 2, 5], output: [3, 2, 5] });

test("Tanh is tanh", () => {
  const x = tensor([-2, -0.5, 0, 0.5, 2]);
  expect(new Tanh().forward(x).data).toEqual(tanh(x).data);
});
