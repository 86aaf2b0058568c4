import { expect, test } from "vitest";
import { adaptiveAvgPool1d } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { adaptivePoolContract } from "../helpers/adaptive-pool-contract.ts";

adaptivePoolContract("adaptiveAvgPool1d", {
  pool: (x, size) => adaptiveAvgPool1d(x, size!),
  of: (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length,
  axes: ["L"],
});

test("adaptiveAvgPool1d works by hand", () => {
  const x = tensor([[[1, 2, 3, 4, 5], [-6, -3, -3, -2, -1]]]); // prettier-ignore
  expect(adaptiveAvgPool1d(x, 2).toArray()).toEqual([[[2, 4], [-4, -2]]]); // prettier-ignore
  expect(adaptiveAvgPool1d(x, 1).toArray()).toEqual([[[3], [-3]]]);
  expect(adaptiveAvgPool1d(x, 5).toArray()).toEqual(x.toArray());
});
