import { expect, test } from "vitest";
import { Softsign } from "../../../src/nn/index.ts";
import { softsign } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Softsign", { make: () => new Softsign(), input: [3, 2, 5], output: [3, 2, 5] });

test("Softsign is softsign", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Softsign().forward(x).data).toEqual(softsign(x).data);
});
