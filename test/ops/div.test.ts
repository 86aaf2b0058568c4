import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { div, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { binaryContract } from "../helpers/binary-contract.ts";

describe("div", () => {
  test("works by hand", () => {
    expect(
      div(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([2, 4]),
      ).toArray(),
    ).toEqual([
      [0.5, 0.5],
      [1.5, 1],
    ]);
  });

  binaryContract("div", { op: div, reference: (a, b) => a / b, ulps: 0.5 });

  test("divides by zero as IEEE 754 does", () => {
    expect([...div(tensor([1, -1, 0]), 0).data]).toEqual([Infinity, -Infinity, NaN]);
    const b = variable(tensor([0]));
    expect(
      gradients(sum(div(tensor([1]), b)))
        .get(b)!
        .item(),
    ).toBe(-Infinity);
  });
});
