import { expect, test } from "vitest";
import { Hardtanh } from "../../../src/nn/index.ts";
import { hardtanh } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Hardtanh", { make: () => new Hardtanh(-2, 3), input: [3, 2, 5], output: [3, 2, 5] });

test("Hardtanh is hardtanh, with its defaults, or the numbers asked for", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Hardtanh().forward(x).data).toEqual(hardtanh(x).data);
  expect(new Hardtanh(-0.75, 2).forward(x).data).toEqual(hardtanh(x, -0.75, 2).data);
  expect(() => new Hardtanh(1)).toThrow("Hardtanh: max is 1, expected a number above min=1");
});
