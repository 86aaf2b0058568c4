import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, IndexError, ShapeError } from "../../src/base/errors.ts";
import { argmax, max, takeAlongAxis, unsqueeze } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

const indices = (...values: number[]): Tensor => tensor(Int32Array.from(values));
/** `length` indices below `bound`. */
const scattered = (bound: number, ...shape: number[]): Tensor =>
  tensor(
    Int32Array.from(randomTensor(...shape).data, (v) => Math.floor(((v + 1) / 2) * bound)),
    shape,
  );

describe("takeAlongAxis", () => {
  test("takes an element for each index", () => {
    const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(takeAlongAxis(x, tensor(Int32Array.of(2, 0, 0, 1), [2, 2]), 1).toArray()).toEqual([[3, 1], [4, 5]]); // prettier-ignore
    expect(takeAlongAxis(x, tensor(Int32Array.of(1, 0, 1), [1, 3]), 0).toArray()).toEqual([[4, 2, 6]]);
    expect(takeAlongAxis(arange(4), indices(3, 3), -1).toArray()).toEqual([3, 3]);
    expect(takeAlongAxis(arange(4), indices(3), 0).dtype).toBe("int32");
  });

  test("takes the largest where argmax points", () => {
    const x = randomTensor(5, 7);
    expect(takeAlongAxis(x, unsqueeze(argmax(x, 1), 1), 1).toArray()).toEqual(max(x, 1, true).toArray());
  });

  test.each([0, 1, 2])("agrees with the reference along axis %i", (axis) => {
    const [x, shape] = [randomTensor(4, 5, 6), [4, 5, 6]];
    shape[axis] = 9;
    const at = scattered(x.shape[axis]!, ...shape);
    const inner = [30, 6, 1][axis]!;
    const [xs, ats] = [x.data, at.data];
    const wanted = Array.from(ats, (r, i) => {
      const l = Math.floor(i / (9 * inner));
      return xs[(l * x.shape[axis]! + r) * inner + (i % inner)];
    });
    const y = takeAlongAxis(x, at, axis);
    expect(y.shape).toEqual(shape);
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("takes nothing for no indices", () => {
    expect(takeAlongAxis(ones([3, 2]), zeros([0, 2], "int32"), 0).shape).toEqual([0, 2]);
    expect(takeAlongAxis(zeros([0, 2]), zeros([0, 2], "int32"), 0).shape).toEqual([0, 2]);
    expect(takeAlongAxis(zeros([3, 0]), zeros([5, 0], "int32"), 0).shape).toEqual([5, 0]);
  });

  test("has the right gradients", () => {
    for (const axis of [0, 1, 2]) {
      const shape = [2, 3, 4];
      const bound = shape[axis]!;
      shape[axis] = 5;
      const at = scattered(bound, ...shape);
      expect(gradcheck((x) => takeAlongAxis(x, at, axis), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
    }
  });

  test.each([3, -1, 2 ** 31 - 1])("reports index %i, and works on", (bad) => {
    const y = takeAlongAxis(ones([3]), indices(0, bad), 0);
    expect(() => y.data).toThrow(IndexError);
    const again = takeAlongAxis(ones([3, 2]), tensor(Int32Array.of(0, bad), [1, 2]), 0);
    expect(() => again.data).toThrow(`takeAlongAxis: index is ${bad}, expected 0 <= index < 3`);
    expect(takeAlongAxis(arange(3), indices(2), 0).toArray()).toEqual([2]);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x, at) => takeAlongAxis(x!, at!, 0), [randomTensor(5), indices(4, 0, 4)]);
  });

  test("says what does not fit", () => {
    expect(() => takeAlongAxis(ones([3]), ones([1]), 0)).toThrow(DTypeError);
    expect(() => takeAlongAxis(ones([3]), ones([1]), 0)).toThrow("takeAlongAxis: indices is float32, expected int32");
    expect(() => takeAlongAxis(ones([3]), indices(0), 1)).toThrow(ShapeError);
    for (const shape of [[2], [2, 1], [1, 2, 1]]) {
      expect(() => takeAlongAxis(ones([3, 2]), zeros(shape, "int32"), 0)).toThrow(
        `takeAlongAxis: indices is [${shape.join(", ")}], expected [any, 2] like x`,
      );
    }
  });
});
