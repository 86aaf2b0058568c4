import { expect, test } from "vitest";
import { adaptiveMaxPool2d } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { adaptivePoolContract } from "../helpers/adaptive-pool-contract.ts";

adaptivePoolContract("adaptiveMaxPool2d", {
  pool: (x, P, Q) => adaptiveMaxPool2d(x, [P!, Q!]),
  of: (numbers) => Math.max(...numbers),
  axes: ["H", "W"],
});

test("adaptiveMaxPool2d works by hand", () => {
  const x = tensor([[[[1, 2, 3, 4, 5]]]]);
  expect(adaptiveMaxPool2d(x, [1, 2]).toArray()).toEqual([[[[3, 5]]]]);
  expect(adaptiveMaxPool2d(x, 1).toArray()).toEqual([[[[5]]]]);
  expect(adaptiveMaxPool2d(x, [2, 5]).toArray()).toEqual([[[[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]]]); // prettier-ignore
});
