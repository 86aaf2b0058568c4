import { expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { clone } from "../../src/ops/index.ts";
import { assign, Persistent } from "../../src/tensor/persistent.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { randomTensor } from "../helpers/random.ts";

test("keeps the numbers when the original is written", () => {
  const x = new Persistent(tensor([1, 2, 3]));
  const y = clone(x);
  assign(x, zeros([3]));
  expect(y.toArray()).toEqual([1, 2, 3]);
});

test("keeps shape and dtype, also without elements", () => {
  const y = clone(tensor([[1], [2]], [2, 1], "int32"));
  expect([y.shape, y.dtype, y.toArray()]).toEqual([[2, 1], "int32", [[1], [2]]]);
  expect(clone(zeros([0, 3])).shape).toEqual([0, 3]);
});

test("has the right gradient", () => {
  gradcheck(clone, [randomTensor(3, 4)]);
});
