import { describe, expect, test } from "vitest";
import { DTypeError, ValueError } from "../../src/base/errors.ts";
import { sequenceMask } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";

describe("sequenceMask", () => {
  test("is 1 before the length, 0 from there on", () => {
    const mask = sequenceMask(tensor(Int32Array.of(2, 0, 3, 9, -1)), 3);
    expect(mask.dtype).toBe("int32");
    expect(mask.toArray()).toEqual([[1, 1, 0], [0, 0, 0], [1, 1, 1], [1, 1, 1], [0, 0, 0]]); // prettier-ignore
  });

  test("takes lengths of any shape", () => {
    expect(sequenceMask(tensor(1, [], "int32"), 2).toArray()).toEqual([1, 0]);
    expect(sequenceMask(tensor(Int32Array.of(1, 2), [2, 1]), 2).toArray()).toEqual([[[1, 0]], [[1, 1]]]);
    expect(sequenceMask(zeros([0], "int32"), 4).shape).toEqual([0, 4]);
    expect(sequenceMask(tensor(Int32Array.of(1, 2)), 0).shape).toEqual([2, 0]);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((lengths) => sequenceMask(lengths!, 5), [tensor(Int32Array.of(1, 2))]);
  });

  test("says what does not fit", () => {
    expect(() => sequenceMask(ones([2]), 3)).toThrow(DTypeError);
    expect(() => sequenceMask(ones([2]), 3)).toThrow("sequenceMask: lengths is float32, expected int32");
    for (const T of [-1, 1.5, NaN]) {
      expect(() => sequenceMask(zeros([2], "int32"), T)).toThrow(ValueError);
      expect(() => sequenceMask(zeros([2], "int32"), T)).toThrow(
        `sequenceMask: T is ${T}, expected a whole number from 0 on`,
      );
    }
  });
});
