import { describe, expect, test } from "vitest";
import { logSoftmax } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { axisContract } from "../helpers/axis-contract.ts";
import { expectClose } from "../helpers/close.ts";

function reference(values: readonly number[]): readonly number[] {
  const top = Math.max(...values);
  const rest = Math.log(values.reduce((sum, v) => sum + Math.exp(v - top), 0));
  return values.map((v) => v - top - rest);
}

describe("logSoftmax", () => {
  test("works by hand", () => {
    expectClose(logSoftmax(tensor([0, Math.log(3)])).data, [Math.log(1 / 4), Math.log(3 / 4)], 1e-7);
  });

  axisContract("logSoftmax", { op: logSoftmax, reference });

  test("is exact where softmax is 0, and for differences of large numbers", () => {
    expect(logSoftmax(tensor([0, 1000])).toArray()).toEqual([-1000, 0]);
    expectClose(logSoftmax(tensor([1e6, 1e6 + 1])).data, reference([0, 1]), 1e-6);
  });

  test("gives masked numbers −∞, and NaN where there is no answer", () => {
    expect(logSoftmax(tensor([-Infinity, 2])).toArray()).toEqual([-Infinity, 0]);
    for (const bad of [
      [NaN, 1, 2],
      [Infinity, 1],
      [-Infinity, -Infinity],
    ]) {
      expect([...logSoftmax(tensor(bad)).data].some(Number.isNaN)).toBe(true);
    }
  });
});
