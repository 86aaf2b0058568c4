import { expect, test } from "vitest";
import { LeakyReLU } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("LeakyReLU", { make: () => new LeakyReLU(0.3), input: [3, 2, 5], output: [3, 2, 5] });

test("LeakyReLU keeps a hundredth of negative numbers, or the share asked for", () => {
  const x = tensor([-2, 0, 3]);
  expect(new LeakyReLU().forward(x).data).toEqual(Float32Array.of(-0.02, 0, 3));
  expect(new LeakyReLU(0.5).forward(x).data).toEqual(Float32Array.of(-1, 0, 3));
  expect(() => new LeakyReLU(Number.NaN)).toThrow("LeakyReLU: slope is NaN, expected a finite number");
});
