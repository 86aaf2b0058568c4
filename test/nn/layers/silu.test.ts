import { expect, test } from "vitest";
import { SiLU } from "../../../src/nn/index.ts";
import { silu } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("SiLU", { make: () => new SiLU(), input: [3, 2, 5], output: [3, 2, 5] });

test("SiLU is silu", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new SiLU().forward(x).data).toEqual(silu(x).data);
});
