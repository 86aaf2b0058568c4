import { expect, test } from "vitest";
import { Hardswish } from "../../../src/nn/index.ts";
import { hardswish } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Hardswish", { make: () => new Hardswish(), input: [3, 2, 5], output: [3, 2, 5] });

test("Hardswish is hardswish", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Hardswish().forward(x).data).toEqual(hardswish(x).data);
});
