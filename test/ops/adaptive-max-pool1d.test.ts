import { expect, test } from "vitest";
import { adaptiveMaxPool1d } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { adaptivePoolContract } from "../helpers/adaptive-pool-contract.ts";

adaptivePoolContract("adaptiveMaxPool1d", {
  pool: (x, size) => adaptiveMaxPool1d(x, size!),
  of: (numbers) => Math.max(...numbers),
  axes: ["L"],
});

test("adaptiveMaxPool1d works by hand", () => {
  const x = tensor([[[1, 2, 3, 4, 5], [-6, -3, -3, -2, -1]]]); // prettier-ignore
  expect(adaptiveMaxPool1d(x, 2).toArray()).toEqual([[[3, 5], [-3, -1]]]); // prettier-ignore
  expect(adaptiveMaxPool1d(x, 1).toArray()).toEqual([[[5], [-1]]]);
  expect(adaptiveMaxPool1d(x, 5).toArray()).toEqual(x.toArray());
});
