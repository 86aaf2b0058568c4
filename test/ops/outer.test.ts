import { expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { outer } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNothingMade } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

test("outer multiplies by hand", () => {
  expect(outer(tensor([1, 2]), tensor([3, 4, 5])).toArray()).toEqual([
    [3, 4, 5],
    [6, 8, 10],
  ]);
  expect(outer(zeros([0]), zeros([3])).shape).toEqual([0, 3]);
});

test.each([
  [1, 1],
  [5, 3],
  [1, 40],
  [40, 1],
  [70, 33],
])("outer gives every product of %i and %i numbers to the bit", (M, N) => {
  const [a, b] = [randomTensor(M), randomTensor(N)];
  const [as, bs] = [a.data, b.data];
  const expected = Float32Array.from({ length: M * N }, (_, i) => as[Math.floor(i / N)]! * bs[i % N]!);
  expect(outer(a, b).data).toEqual(expected);
});

test("outer has the right gradients and leaves nothing behind", () => {
  expect(gradcheck(outer, [randomTensor(4), randomTensor(6)])).toBeLessThan(1e-2);
  const [a, b] = [randomTensor(4), randomTensor(6)];
  expectNothingMade(() => outer(a, b));
});

test("outer says what does not fit", () => {
  expect(() => outer(ones([2, 3]), ones([3]))).toThrow(ShapeError);
  expect(() => outer(ones([2, 3]), ones([3]))).toThrow("outer: a is [2, 3], expected [M]");
  expect(() => outer(ones([2]), ones([]))).toThrow("outer: b is [], expected [N]");
  expect(() => outer(ones([2], "int32"), ones([2]))).toThrow(DTypeError);
});
