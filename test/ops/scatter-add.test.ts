import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, IndexError, ShapeError } from "../../src/base/errors.ts";
import { scatterAdd } from "../../src/ops/index.ts";
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

describe("scatterAdd", () => {
  test("adds where indices point, also more than once", () => {
    expect(scatterAdd(tensor([1, 2, 3]), 0, indices(2, 0, 2), tensor([10, 20, 30])).toArray()).toEqual([21, 2, 43]);
    const source = tensor([[1, 2], [3, 4]]); // prettier-ignore
    const at = tensor(Int32Array.of(2, 0, 1, 1), [2, 2]);
    expect(scatterAdd(zeros([2, 3]), 1, at, source).toArray()).toEqual([[2, 0, 1], [0, 7, 0]]); // prettier-ignore
    expect(scatterAdd(ones([3, 2]), 0, at, source).toArray()).toEqual([[1, 3], [4, 5], [2, 1]]); // prettier-ignore
  });

  test("leaves x alone", () => {
    const x = zeros([2]);
    expect(scatterAdd(x, 0, indices(1), ones([1])).toArray()).toEqual([0, 1]);
    expect(x.toArray()).toEqual([0, 0]);
  });

  test.each([0, 1, 2])("agrees with the reference along axis %i", (axis) => {
    const [x, shape] = [randomTensor(4, 5, 6), [4, 5, 6]];
    shape[axis] = 9;
    const at = scattered(x.shape[axis]!, ...shape);
    const source = randomTensor(...shape);
    const inner = [30, 6, 1][axis]!;
    const wanted = x.data;
    const added = source.data;
    at.data.forEach((r, i) => {
      const place = (Math.floor(i / (9 * inner)) * x.shape[axis]! + r) * inner + (i % inner);
      wanted[place] = Math.fround(wanted[place]! + added[i]!);
    });
    expect(scatterAdd(x, axis, at, source).data).toEqual(wanted);
  });

  test("keeps int32, which wraps, and gives float32 for mixed ones", () => {
    const top = tensor(Int32Array.of(2 ** 31 - 1, 5));
    const y = scatterAdd(top, 0, indices(0, 1), tensor(Int32Array.of(1, 2)));
    expect([y.dtype, y.toArray()]).toEqual(["int32", [-(2 ** 31), 7]]);
    const mixed = [
      scatterAdd(arange(2), 0, indices(1), tensor([0.5])),
      scatterAdd(tensor([0, 0.5]), 0, indices(1), ones([1], "int32")),
    ];
    expect(mixed.map((t) => [t.dtype, t.toArray()])).toEqual([["float32", [0, 1.5]], ["float32", [0, 1.5]]]); // prettier-ignore
  });

  test("adds nothing for no indices", () => {
    expect(scatterAdd(ones([2]), 0, zeros([0], "int32"), zeros([0])).toArray()).toEqual([1, 1]);
    expect(scatterAdd(zeros([0, 2]), 0, zeros([0, 2], "int32"), zeros([0, 2])).shape).toEqual([0, 2]);
  });

  test("has the right gradients", () => {
    for (const axis of [0, 1]) {
      const shape = axis === 0 ? [4, 5] : [3, 4];
      const at = scattered(axis === 0 ? 3 : 5, ...shape);
      const inputs = [randomTensor(3, 5), randomTensor(...shape)];
      expect(gradcheck((x, source) => scatterAdd(x, axis, at, source), inputs)).toBeLessThan(1e-2);
    }
  });

  test.each([3, -1, 2 ** 31 - 1])("reports index %i, and works on", (bad) => {
    const y = scatterAdd(ones([3]), 0, indices(0, bad), ones([2]));
    expect(() => y.data).toThrow(IndexError);
    const ints = scatterAdd(arange(3), 0, indices(0, bad), arange(2));
    expect(() => ints.data).toThrow(`scatterAdd: index is ${bad}, expected 0 <= index < 3`);
    expect(scatterAdd(arange(3), 0, indices(0), indices(7)).toArray()).toEqual([7, 1, 2]);
  });

  test("leaves nothing behind", () => {
    const at = indices(4, 0, 4);
    expectNoLeaks((x, source) => scatterAdd(x!, 0, at, source!), [randomTensor(5), randomTensor(3)]);
    expectNoLeaks((x, source) => scatterAdd(x!, 0, at, source!), [randomTensor(5), arange(3)]);
    expectNoLeaks((x, source) => scatterAdd(x!, 0, at, source!), [arange(5), arange(3)]);
  });

  test("says what does not fit", () => {
    expect(() => scatterAdd(ones([3]), 0, ones([1]), ones([1]))).toThrow(DTypeError);
    expect(() => scatterAdd(ones([3]), 1, indices(0), ones([1]))).toThrow(ShapeError);
    expect(() => scatterAdd(ones([3, 2]), 0, indices(0), ones([1]))).toThrow(
      "scatterAdd: indices is [1], expected [any, 2] like x",
    );
    expect(() => scatterAdd(ones([3]), 0, indices(0), ones([2]))).toThrow(
      "scatterAdd: source is [2], expected [1] like indices",
    );
  });
});
