import { expect, test } from "vitest";
import { adaptiveAvgPool2d } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { adaptivePoolContract } from "../helpers/adaptive-pool-contract.ts";

adaptivePoolContract("adaptiveAvgPool2d", {
  pool: (x, P, Q) => adaptiveAvgPool2d(x, [P!, Q!]),
  of: (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length,
  axes: ["H", "W"],
});

test("adaptiveAvgPool2d works by hand", () => {
  const x = tensor([[[[1, 2, 3, 4, 5]]]]);
  expect(adaptiveAvgPool2d(x, [1, 2]).toArray()).toEqual([[[[2, 4]]]]);
  expect(adaptiveAvgPool2d(x, 1).toArray()).toEqual([[[[3]]]]);
  expect(adaptiveAvgPool2d(x, [2, 5]).toArray()).toEqual([[[[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]]]); // prettier-ignore
});
