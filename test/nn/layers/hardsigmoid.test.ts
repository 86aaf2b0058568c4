import { expect, test } from "vitest";
import { Hardsigmoid } from "../../../src/nn/index.ts";
import { hardsigmoid } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Hardsigmoid", { make: () => new Hardsigmoid(), input: [3, 2, 5], output: [3, 2, 5] });

test("Hardsigmoid is hardsigmoid", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Hardsigmoid().forward(x).data).toEqual(hardsigmoid(x).data);
});
