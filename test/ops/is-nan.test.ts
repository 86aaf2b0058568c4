import { describe, expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import { isNaN } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("isNaN", () => {
  test("works by hand, in int32", () => {
    const y = isNaN(tensor([-3e38, 0, -0, NaN, Infinity, -Infinity]));
    expect(y.toArray()).toEqual([0, 0, 0, 1, 0, 0]);
    expect(y.dtype).toBe("int32");
    expect(isNaN(tensor(Int32Array.of(0, 5, -(2 ** 31)))).toArray()).toEqual([0, 0, 0]);
  });

  test("keeps shapes, rank 0 and zero sizes too", () => {
    for (const shape of [[], [0], [2, 3]]) expect(isNaN(zeros(shape)).shape).toEqual(shape);
  });

  test("has no gradient", () => {
    expect(isNaN(variable(tensor([1]))).origin).toBeNull();
  });

  test("leaves only its result", () => {
    expectNoLeaks(isNaN, [randomTensor(2, 3)]);
    expectNoLeaks(isNaN, [tensor(Int32Array.of(1, 2))]);
  });
});
