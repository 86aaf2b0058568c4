import { describe, expect, test } from "vitest";
import { logicalAnd } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("logicalAnd", () => {
  test("works by hand", () => {
    expect(logicalAnd(tensor([0, 0, 3]), tensor([0, 2, -1])).toArray()).toEqual([0, 0, 1]);
  });

  predicateContract("logicalAnd", logicalAnd, (a, b) => a !== 0 && b !== 0, { refusesFractions: false });
});
