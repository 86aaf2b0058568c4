import { expect, test } from "vitest";
import { Tanhshrink } from "../../../src/nn/index.ts";
import { tanhshrink } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Tanhshrink", { make: () => new Tanhshrink(), input: [3, 2, 5], output: [3, 2, 5] });

test("Tanhshrink is tanhshrink", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Tanhshrink().forward(x).data).toEqual(tanhshrink(x).data);
});
