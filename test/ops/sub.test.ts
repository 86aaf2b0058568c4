import { describe, expect, test } from "vitest";
import { sub } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { binaryContract } from "../helpers/binary-contract.ts";

describe("sub", () => {
  test("works by hand", () => {
    expect(
      sub(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([10, 20]),
      ).toArray(),
    ).toEqual([
      [-9, -18],
      [-7, -16],
    ]);
  });

  binaryContract("sub", { op: sub, reference: (a, b) => a - b, ulps: 0.5, ints: (a, b) => (a - b) | 0 });
});
