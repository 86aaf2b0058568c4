import { describe, expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import { logicalNot } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("logicalNot", () => {
  test("works by hand, in int32", () => {
    const y = logicalNot(tensor([-3e38, 0, -0, NaN, Infinity, -Infinity]));
    expect(y.toArray()).toEqual([0, 1, 1, 0, 0, 0]);
    expect(y.dtype).toBe("int32");
    expect(logicalNot(tensor(Int32Array.of(0, 5, -(2 ** 31)))).toArray()).toEqual([1, 0, 0]);
  });

  test("keeps shapes, rank 0 and zero sizes too", () => {
    for (const shape of [[], [0], [2, 3]]) expect(logicalNot(zeros(shape)).shape).toEqual(shape);
  });

  test("has no gradient", () => {
    expect(logicalNot(variable(tensor([1]))).origin).toBeNull();
  });

  test("leaves only its result", () => {
    expectNoLeaks(logicalNot, [randomTensor(2, 3)]);
    expectNoLeaks(logicalNot, [tensor(Int32Array.of(1, 2))]);
  });
});
