import { describe, expect, test } from "vitest";
import { add } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { binaryContract } from "../helpers/binary-contract.ts";

describe("add", () => {
  test("works by hand", () => {
    expect(
      add(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([10, 20]),
      ).toArray(),
    ).toEqual([
      [11, 22],
      [13, 24],
    ]);
  });

  binaryContract("add", { op: add, reference: (a, b) => a + b, ulps: 0.5, ints: (a, b) => (a + b) | 0 });
});
