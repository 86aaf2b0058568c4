import { expect, test } from "vitest";
import { CELU } from "../../../src/nn/index.ts";
import { celu } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("CELU", { make: () => new CELU(2), input: [3, 2, 5], output: [3, 2, 5] });

test("CELU is celu, with its defaults, or the numbers asked for", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new CELU().forward(x).data).toEqual(celu(x).data);
  expect(new CELU(2).forward(x).data).toEqual(celu(x, 2).data);
  expect(() => new CELU(0)).toThrow("CELU: alpha is 0, expected a finite number above 0");
});
