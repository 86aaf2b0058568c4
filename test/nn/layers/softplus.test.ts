import { expect, test } from "vitest";
import { Softplus } from "../../../src/nn/index.ts";
import { softplus } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Softplus", { make: () => new Softplus(2), input: [3, 2, 5], output: [3, 2, 5] });

test("Softplus is softplus, with its defaults, or the numbers asked for", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Softplus().forward(x).data).toEqual(softplus(x).data);
  expect(new Softplus(2, 1).forward(x).data).toEqual(softplus(x, 2, 1).data);
  expect(() => new Softplus(0)).toThrow("Softplus: beta is 0, expected a finite number other than 0");
  expect(() => new Softplus(1, NaN)).toThrow("Softplus: threshold is NaN, expected a number");
});
