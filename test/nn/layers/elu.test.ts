import { expect, test } from "vitest";
import { ELU } from "../../../src/nn/index.ts";
import { elu } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ELU", { make: () => new ELU(0.5), input: [3, 2, 5], output: [3, 2, 5] });

test("ELU is elu, with its defaults, or the numbers asked for", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new ELU().forward(x).data).toEqual(elu(x).data);
  expect(new ELU(0.5).forward(x).data).toEqual(elu(x, 0.5).data);
  expect(() => new ELU(Infinity)).toThrow("ELU: alpha is Infinity, expected a finite number");
});
