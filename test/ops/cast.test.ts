import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { variable } from "../../src/autograd/tape.ts";
import { DTypeError } from "../../src/base/errors.ts";
import { cast } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import type { DType } from "../../src/tensor/dtype.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("cast", () => {
  test("drops fractions, and keeps to the range of int32", () => {
    const y = cast(tensor([1.9, -1.9, 0.5, -0, 2 ** 31, -1e30, Infinity, -Infinity, NaN]), "int32");
    const [high, low] = [2 ** 31 - 1, -(2 ** 31)];
    expect(y.dtype).toBe("int32");
    expect([...y.data]).toEqual([1, -1, 0, 0, high, low, high, low, 0]);
  });

  test("rounds int32 to the nearest float32", () => {
    const y = cast(tensor(Int32Array.of(3, 2 ** 24 + 1, -(2 ** 31))), "float32");
    expect(y.dtype).toBe("float32");
    expect([...y.data]).toEqual([3, 2 ** 24, -(2 ** 31)]);
  });

  test("shares memory of its own dtype, and lets the gradient through", () => {
    const x = randomTensor(2, 3);
    expect(cast(x, "float32").address).toBe(x.address);
    gradcheck((t) => cast(t, "float32"), [x]);
  });

  test("keeps shapes, zero sizes too", () => {
    for (const shape of [[], [0], [2, 3]]) expect(cast(zeros(shape), "int32").shape).toEqual(shape);
  });

  test("has no gradient across dtypes", () => {
    expect(cast(variable(tensor([1])), "int32").origin).toBeNull();
  });

  test("says which dtypes there are", () => {
    const call = () => cast(tensor([1]), "float64" as DType);
    expect(call).toThrow(DTypeError);
    expect(call).toThrow('cast: dtype is float64, expected "float32" or "int32"');
  });

  test("leaves only its result", () => {
    expectNoLeaks((x) => cast(x, "int32"), [randomTensor(5)]);
    expectNoLeaks((x) => cast(x, "float32"), [tensor(Int32Array.of(1, 2))]);
  });
});
