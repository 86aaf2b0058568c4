import { describe, expect, test } from "vitest";
import { lessEqual } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("lessEqual", () => {
  test("works by hand", () => {
    expect(lessEqual(tensor([1, 2, 3]), 2).toArray()).toEqual([1, 1, 0]);
  });

  predicateContract("lessEqual", lessEqual, (a, b) => a <= b);
});
