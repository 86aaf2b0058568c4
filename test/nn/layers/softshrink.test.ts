import { expect, test } from "vitest";
import { Softshrink } from "../../../src/nn/index.ts";
import { softshrink } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Softshrink", { make: () => new Softshrink(0.05), input: [3, 2, 5], output: [3, 2, 5] });

test("Softshrink is softshrink, with its defaults, or the numbers asked for", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Softshrink().forward(x).data).toEqual(softshrink(x).data);
  expect(new Softshrink(0.25).forward(x).data).toEqual(softshrink(x, 0.25).data);
  expect(() => new Softshrink(-1)).toThrow("Softshrink: lambda is -1, expected a finite number from 0 on");
  expect(() => new Softshrink(Infinity)).toThrow("Softshrink: lambda is Infinity, expected a finite number from 0 on");
});
