import { describe, expect, test } from "vitest";
import { greaterEqual } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("greaterEqual", () => {
  test("works by hand", () => {
    expect(greaterEqual(tensor([1, 2, 3]), 2).toArray()).toEqual([0, 1, 1]);
  });

  predicateContract("greaterEqual", greaterEqual, (a, b) => a >= b);
});
