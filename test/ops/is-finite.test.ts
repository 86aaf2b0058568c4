import { describe, expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import { isFinite } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("isFinite", () => {
  test("works by hand, in int32", () => {
    const y = isFinite(tensor([-3e38, 0, -0, NaN, Infinity, -Infinity]));
    expect(y.toArray()).toEqual([1, 1, 1, 0, 0, 0]);
    expect(y.dtype).toBe("int32");
    expect(isFinite(tensor(Int32Array.of(0, 5, -(2 ** 31)))).toArray()).toEqual([1, 1, 1]);
  });

  test("keeps shapes, rank 0 and zero sizes too", () => {
    for (const shape of [[], [0], [2, 3]]) expect(isFinite(zeros(shape)).shape).toEqual(shape);
  });

  test("has no gradient", () => {
    expect(isFinite(variable(tensor([1]))).origin).toBeNull();
  });

  test("leaves only its result", () => {
    expectNoLeaks(isFinite, [randomTensor(2, 3)]);
    expectNoLeaks(isFinite, [tensor(Int32Array.of(1, 2))]);
  });
});
