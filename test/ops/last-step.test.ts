import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, IndexError, ShapeError } from "../../src/base/errors.ts";
import { lastStep, mul, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectNothingMade } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";
import { bitsOf } from "../helpers/replay.ts";

const lengths = (...values: number[]): Tensor => tensor(Int32Array.from(values));

describe("lastStep", () => {
  test("takes the last step, or that before each length", () => {
    const x = tensor([[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]); // prettier-ignore
    expect(lastStep(x).toArray()).toEqual([[5, 6], [11, 12]]); // prettier-ignore
    expect(lastStep(x, lengths(2, 1)).toArray()).toEqual([[3, 4], [7, 8]]); // prettier-ignore
    expect(lastStep(x, lengths(0, 3)).toArray()).toEqual([[0, 0], [11, 12]]); // prettier-ignore
  });

  test("takes steps of any shape, int32 too", () => {
    expect(lastStep(tensor(Int32Array.of(1, 2, 3, 4), [2, 2]), lengths(1, 2)).toArray()).toEqual([1, 4]);
    expect(lastStep(tensor(Int32Array.of(1, 2, 3, 4), [2, 2])).dtype).toBe("int32");
    expect(lastStep(randomTensor(3, 4, 2, 5), lengths(1, 2, 3)).shape).toEqual([3, 2, 5]);
    expect(lastStep(zeros([0, 4, 2]), lengths()).shape).toEqual([0, 2]);
    expect(lastStep(zeros([0, 4, 2])).shape).toEqual([0, 2]);
    expect(lastStep(zeros([2, 4, 0]), lengths(1, 2)).shape).toEqual([2, 0]);
    expect(lastStep(tensor([[[1, 2]]]), lengths(1)).toArray()).toEqual([[1, 2]]);
  });

  test("has the right gradients", () => {
    expect(gradcheck((x) => lastStep(x), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
    expect(gradcheck((x) => lastStep(x, lengths(2, 3, 0)), [randomTensor(3, 3, 4)])).toBeLessThan(1e-2);
  });

  test.each([NaN, Infinity, 1e30])("changes no bit for %d in the padding", (padding) => {
    const whole = randomTensor(3, 4, 5);
    const at = lengths(2, 0, 4);
    const spoilt = whole.data.map((v, i) => {
      const [b, t] = [Math.floor(i / 20), Math.floor(i / 5) % 4];
      return t < [2, 0, 4][b]! ? v : padding;
    });
    const [wanted, got] = [whole, tensor(spoilt, whole.shape)].map((t) => {
      const x = variable(t);
      const y = lastStep(x, at);
      return [y, gradients(sum(mul(y, y))).get(x)!].map(bitsOf);
    });
    expect(got).toEqual(wanted);
  });

  test.each([4, -1, 2 ** 31 - 1])("reports a length of %i for three steps, and works on", (bad) => {
    const y = lastStep(ones([2, 3, 2]), lengths(1, bad));
    expect(() => y.data).toThrow(IndexError);
    const again = lastStep(ones([1, 3, 1]), lengths(bad));
    expect(() => again.data).toThrow(`takeAlongAxis: index is ${bad - 1}, expected 0 <= index < 3`);
    expect(lastStep(ones([1, 3, 2]), lengths(3)).toArray()).toEqual([[1, 1]]);
  });

  test("leaves nothing behind", () => {
    const x = randomTensor(2, 3, 4);
    const at = lengths(1, 2);
    expectNothingMade(() => lastStep(x));
    expectNothingMade(() => lastStep(x, at));
  });

  test("says what does not fit", () => {
    expect(() => lastStep(ones([3]))).toThrow(ShapeError);
    expect(() => lastStep(ones([3]))).toThrow("lastStep: x is [3], expected [B, T, ...] with at least one step");
    expect(() => lastStep(ones([2, 0, 3]), lengths(0, 0))).toThrow("lastStep: x is [2, 0, 3], expected [B, T, ...]");
    expect(() => lastStep(ones([2, 3]), lengths(1))).toThrow("lastStep: lengths is [1], expected [B=2]");
    expect(() => lastStep(ones([2, 3]), ones([2]))).toThrow(DTypeError);
    expect(() => lastStep(ones([2, 3]), ones([2]))).toThrow("lastStep: lengths is float32, expected int32");
  });
});
