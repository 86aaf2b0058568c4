import { expect, test } from "vitest";
import { Hardshrink } from "../../../src/nn/index.ts";
import { hardshrink } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Hardshrink", { make: () => new Hardshrink(0.05), input: [3, 2, 5], output: [3, 2, 5] });

test("Hardshrink is hardshrink, with its defaults, or the numbers asked for", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new Hardshrink().forward(x).data).toEqual(hardshrink(x).data);
  expect(new Hardshrink(0.25).forward(x).data).toEqual(hardshrink(x, 0.25).data);
  expect(() => new Hardshrink(NaN)).toThrow("Hardshrink: lambda is NaN, expected a number from 0 on");
});
