import { describe, expect, test } from "vitest";
import { less } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("less", () => {
  test("works by hand", () => {
    expect(less(tensor([1, 2, 3]), 2).toArray()).toEqual([1, 0, 0]);
  });

  predicateContract("less", less, (a, b) => a < b);
});
