import { describe, expect, test } from "vitest";
import { equal } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("equal", () => {
  test("works by hand", () => {
    expect(equal(tensor([1, 2, 3]), 2).toArray()).toEqual([0, 1, 0]);
  });

  predicateContract("equal", equal, (a, b) => a === b);
});
