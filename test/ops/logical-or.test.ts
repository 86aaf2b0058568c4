import { describe, expect, test } from "vitest";
import { logicalOr } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("logicalOr", () => {
  test("works by hand", () => {
    expect(logicalOr(tensor([0, 0, 3]), tensor([0, 2, -1])).toArray()).toEqual([0, 1, 1]);
  });

  predicateContract("logicalOr", logicalOr, (a, b) => a !== 0 || b !== 0, { refusesFractions: false });
});
