import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { AutogradError, DTypeError, IndexError, ShapeError } from "../../src/base/errors.ts";
import { gather, mul, sum } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { assign, Persistent } from "../../src/tensor/persistent.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

const indices = (...values: number[]): Tensor => tensor(Int32Array.from(values));

describe("gather", () => {
  test("takes rows, columns and elements", () => {
    const x = tensor([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
    expect(gather(x, indices(2, 0, 2)).toArray()).toEqual([[5, 6], [1, 2], [5, 6]]); // prettier-ignore
    expect(gather(x, indices(1), 1).toArray()).toEqual([[2], [4], [6]]);
    expect(gather(x, tensor(1, [], "int32"), -1).toArray()).toEqual([2, 4, 6]);
    expect(gather(arange(5), indices(4, 3)).toArray()).toEqual([4, 3]);
  });

  test("puts the shape of the indices in the place of the axis", () => {
    const x = randomTensor(2, 5, 3);
    const at = tensor(Int32Array.of(4, 0, 1, 3, 3, 2), [2, 3]);
    const y = gather(x, at, 1);
    expect(y.shape).toEqual([2, 2, 3, 3]);
    const [xs, ats] = [x.data, at.data];
    const wanted = Array.from({ length: 36 }, (_, i) => xs[(Math.floor(i / 18) * 5 + ats[Math.floor(i / 3) % 6]!) * 3 + (i % 3)]); // prettier-ignore
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("keeps int32, and gives nothing for no indices", () => {
    expect(gather(arange(3), indices(1)).dtype).toBe("int32");
    expect(gather(ones([3, 2]), zeros([0], "int32")).shape).toEqual([0, 2]);
    expect(gather(zeros([0, 2]), zeros([0], "int32")).shape).toEqual([0, 2]);
    expect(gather(zeros([3, 0]), indices(2, 1)).shape).toEqual([2, 0]);
  });

  test("has the right gradients", () => {
    for (const axis of [0, 1, 2]) {
      expect(gradcheck((x) => gather(x, indices(1, 0, 1), axis), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
    }
    expect(gradcheck((x) => gather(x, zeros([0], "int32")), [randomTensor(2, 3)])).toBe(0);
  });

  test("sums the gradients of repeated indices", () => {
    const x = variable(ones([4, 20]));
    const weights = tensor([1, 10, 100], [3, 1]);
    const dx = gradients(sum(mul(gather(x, indices(2, 0, 2)), weights))).get(x)!;
    expect(dx.toArray()).toEqual([10, 0, 101, 0].map((n) => Array.from({ length: 20 }, () => n)));
  });

  test("refuses a gradient through indices that have changed since", () => {
    const at = new Persistent(indices(0, 1));
    const y = sum(gather(variable(ones([3])), at));
    assign(at, indices(2, 2));
    expect(() => gradients(y)).toThrow(AutogradError);
    at.dispose();
  });

  test.each([3, -1, 2 ** 31 - 1])("reports index %i, and works on", (bad) => {
    const y = gather(ones([3, 2]), indices(0, bad));
    expect(() => y.data).toThrow(IndexError);
    expect(gather(ones([3, 2]), indices(2)).toArray()).toEqual([[1, 1]]);
  });

  test("names the index and its bound", () => {
    const y = gather(ones([3, 2]), indices(0, 7, 9));
    expect(() => y.data).toThrow("gather: index is 7, expected 0 <= index < 3");
    const none = gather(zeros([0, 2]), indices(0));
    expect(() => none.data).toThrow("gather: index is 0, expected 0 <= index < 0");
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x, at) => gather(x!, at!), [randomTensor(5, 3), indices(4, 0, 4)]);
    expectNoLeaks((x, at) => gather(x!, at!), [arange(5), indices(4, 0, 4)]);
  });

  test("says what does not fit", () => {
    expect(() => gather(ones([3]), ones([1]))).toThrow(DTypeError);
    expect(() => gather(ones([3]), ones([1]))).toThrow("gather: indices is float32, expected int32");
    expect(() => gather(ones([3]), indices(0), 1)).toThrow(ShapeError);
    expect(() => gather(ones([]), indices(0))).toThrow(ShapeError);
  });
});
