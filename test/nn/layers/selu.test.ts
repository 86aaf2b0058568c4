import { expect, test } from "vitest";
import { SELU } from "../../../src/nn/index.ts";
import { selu } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("SELU", { make: () => new SELU(), input: [3, 2, 5], output: [3, 2, 5] });

test("SELU is selu", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new SELU().forward(x).data).toEqual(selu(x).data);
});
