import { describe, expect, test } from "vitest";
import { greater } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { predicateContract } from "../helpers/predicate-contract.ts";

describe("greater", () => {
  test("works by hand", () => {
    expect(greater(tensor([1, 2, 3]), 2).toArray()).toEqual([0, 0, 1]);
  });

  predicateContract("greater", greater, (a, b) => a > b);
});
