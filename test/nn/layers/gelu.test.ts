import { expect, test } from "vitest";
import { GELU } from "../../../src/nn/index.ts";
import { gelu } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("GELU", { make: () => new GELU("tanh"), input: [3, 2, 5], output: [3, 2, 5] });

test("GELU is gelu, by the name asked for", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new GELU().forward(x).data).toEqual(gelu(x).data);
  expect(new GELU("tanh").forward(x).data).toEqual(gelu(x, "tanh").data);
  expect(() => new GELU("erf" as "none")).toThrow('GELU: approximate is erf, expected "none" or "tanh"');
});
