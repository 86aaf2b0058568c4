import { describe, expect, test } from "vitest";
import { softmax } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { axisContract } from "../helpers/axis-contract.ts";
import { expectClose } from "../helpers/close.ts";

function reference(values: readonly number[]): readonly number[] {
  const powers = values.map((v) => Math.exp(v - Math.max(...values)));
  return powers.map((p) => p / powers.reduce((a, b) => a + b, 0));
}

describe("softmax", () => {
  test("works by hand", () => {
    expectClose(softmax(tensor([0, Math.log(2), Math.log(5)])).data, [1 / 8, 2 / 8, 5 / 8], 1e-7);
  });

  axisContract("softmax", { op: softmax, reference });

  test("is safe for numbers of any size", () => {
    expect(softmax(tensor([1000, 1000, -1000])).toArray()).toEqual([0.5, 0.5, 0]);
    expect(softmax(tensor([-3e38, 0, 3e38])).toArray()).toEqual([0, 0, 1]);
  });

  test("gives masked numbers exactly 0, and NaN where there is no answer", () => {
    expect(softmax(tensor([-Infinity, 2, -Infinity, 2, -Infinity])).toArray()).toEqual([0, 0.5, 0, 0.5, 0]);
    for (const bad of [
      [NaN, 1, 2, 3, 4],
      [1, 2, 3, 4, NaN],
      [Infinity, 1],
      [-Infinity, -Infinity],
    ]) {
      expect([...softmax(tensor(bad)).data].every(Number.isNaN)).toBe(true);
    }
  });
});
