import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { maskedSelect, sum } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import type { NestedArray } from "../../src/tensor/dtype.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

const ints = (data: NestedArray) => tensor(data, undefined, "int32");
const x = () => tensor([[1, 2, 3], [4, NaN, 6]]); // prettier-ignore

describe("maskedSelect", () => {
  test("keeps what the mask marks, in order", () => {
    const mask = ints([[1, 0, 1], [0, 1, 1]]); // prettier-ignore
    expect(maskedSelect(x(), mask).toArray()).toEqual([1, 3, NaN, 6]);
    expect(maskedSelect(x(), tensor(Int32Array.of(0, -7, 0))).toArray()).toEqual([2, NaN]);
    expect(maskedSelect(arange(3), ones([3], "int32")).dtype).toBe("int32");
  });

  test("broadcasts either operand", () => {
    expect(maskedSelect(x(), ints([[1], [0]])).toArray()).toEqual([1, 2, 3]);
    expect(maskedSelect(arange(2), ints([[1, 0], [1, 1]])).toArray()).toEqual([0, 0, 1]); // prettier-ignore
    expect(maskedSelect(tensor(5), ints(1)).toArray()).toEqual([5]);
  });

  test("keeps nothing where nothing is marked", () => {
    expect(maskedSelect(x(), zeros([2, 3], "int32")).shape).toEqual([0]);
    expect(maskedSelect(zeros([0, 3]), zeros([3], "int32")).shape).toEqual([0]);
  });

  test("has the right gradients", () => {
    const mask = ints([[1, 0, 1], [0, 1, 1]]); // prettier-ignore
    expect(gradcheck((t) => maskedSelect(t, mask), [randomTensor(2, 3)])).toBeLessThan(1e-2);
    expect(gradcheck((t) => maskedSelect(t, mask), [randomTensor(3)])).toBeLessThan(1e-2);
    const t = variable(ones([3]));
    expect(
      gradients(sum(maskedSelect(t, mask)))
        .get(t)!
        .toArray(),
    ).toEqual([1, 1, 2]);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((t, mask) => maskedSelect(t!, mask!), [randomTensor(2, 3), ints([1, 0, 1])]);
  });

  test("says what does not fit", () => {
    expect(() => maskedSelect(ones([3]), ones([3]))).toThrow(DTypeError);
    expect(() => maskedSelect(ones([3]), ones([3]))).toThrow("maskedSelect: mask is float32, expected int32");
    expect(() => maskedSelect(ones([3]), ones([2], "int32"))).toThrow(ShapeError);
  });
});
