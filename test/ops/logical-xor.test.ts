import { describe, expect, test } from "vitest";
import { logicalXor } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("logicalXor", () => {
  test("works by hand", () => {
    expect(logicalXor(tensor([0, 0, 3]), tensor([0, 2, -1])).toArray()).toEqual([0, 1, 0]);
  });

  predicateContract("logicalXor", logicalXor, (a, b) => (a !== 0) !== (b !== 0), { refusesFractions: false });
});
