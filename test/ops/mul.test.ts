import { describe, expect, test } from "vitest";
import { mul } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { binaryContract } from "../helpers/binary-contract.ts";

describe("mul", () => {
  test("works by hand", () => {
    expect(
      mul(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([10, 20]),
      ).toArray(),
    ).toEqual([
      [10, 40],
      [30, 80],
    ]);
  });

  binaryContract("mul", { op: mul, reference: (a, b) => a * b, ulps: 0.5, ints: (a, b) => Math.imul(a, b) });
});
