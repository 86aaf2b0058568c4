import { expect, test } from "vitest";
import { Mish } from "../../../src/nn/index.ts";
import { mish } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Mish", { make: () => new Mish(), input: [3, 2, 5], output: [3, 2, 5] });

test("Mish is mish", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Mish().forward(x).data).toEqual(mish(x).data);
});
