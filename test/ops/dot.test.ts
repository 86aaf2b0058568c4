import { expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { dot } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

test("dot multiplies by hand", () => {
  expect(dot(tensor([1, 2, 3]), tensor([4, 5, 6])).item()).toBe(32);
  expect(dot(zeros([0]), zeros([0])).item()).toBe(0);
});

test.each([1, 3, 4, 5, 1000])("dot agrees with the reference for %i numbers", (K) => {
  const [a, b] = [randomTensor(K), randomTensor(K)];
  const [as, bs] = [a.data, b.data];
  const expected = Array.from(as).reduce((sum, value, k) => sum + value * bs[k]!, 0);
  expectClose(dot(a, b).data, [expected], 1e-5);
});

test("dot has the right gradients and leaves nothing behind", () => {
  expect(gradcheck(dot, [randomTensor(7), randomTensor(7)])).toBeLessThan(1e-2);
  expectNoLeaks((a, b) => dot(a!, b!), [randomTensor(7), randomTensor(7)]);
});

test("dot says what does not fit", () => {
  expect(() => dot(ones([2, 3]), ones([3]))).toThrow(ShapeError);
  expect(() => dot(ones([2, 3]), ones([3]))).toThrow("dot: a is [2, 3], expected [K]");
  expect(() => dot(ones([2]), ones([3]))).toThrow("dot: b is [3], expected [K=2]");
  expect(() => dot(ones([2], "int32"), ones([2]))).toThrow(DTypeError);
  expect(() => dot(ones([2]), ones([2], "int32"))).toThrow("dot: b is int32, expected float32");
});
