import { describe, expect, test } from "vitest";
import { notEqual } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("notEqual", () => {
  test("works by hand", () => {
    expect(notEqual(tensor([1, 2, 3]), 2).toArray()).toEqual([1, 0, 1]);
  });

  predicateContract("notEqual", notEqual, (a, b) => a !== b);
});
