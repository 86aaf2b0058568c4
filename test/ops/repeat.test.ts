import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ValueError } from "../../src/base/errors.ts";
import { repeat } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("repeat", () => {
  test("repeats each slice in place", () => {
    expect(repeat(tensor([1, 2]), 2, 0).toArray()).toEqual([1, 1, 2, 2]);
    const x = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(repeat(x, 2, 0).toArray()).toEqual([[1, 2], [1, 2], [3, 4], [3, 4]]); // prettier-ignore
    expect(repeat(x, 3, -1).toArray()).toEqual([[1, 1, 1, 2, 2, 2], [3, 3, 3, 4, 4, 4]]); // prettier-ignore
    expect(repeat(arange(2), 1, 0).dtype).toBe("int32");
  });

  test.each([0, 1, 2])("agrees with the reference along axis %i", (axis) => {
    const shape = [3, 5, 7];
    const x = randomTensor(...shape);
    const y = repeat(x, 4, axis);
    expect(y.shape).toEqual(shape.map((n, a) => (a === axis ? 4 * n : n)));
    const inner = [35, 7, 1][axis]!;
    const data = x.data;
    const wanted = Array.from(y.data, (_, i) => data[Math.floor(i / (4 * inner)) * inner + (i % inner)]);
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("has nothing if the count or an axis is 0", () => {
    expect(repeat(ones([2, 3]), 0, 1).shape).toEqual([2, 0]);
    expect(repeat(zeros([0, 3]), 2, 1).shape).toEqual([0, 6]);
  });

  test("has the right gradients", () => {
    for (const axis of [0, 1, 2]) {
      expect(gradcheck((x) => repeat(x, 3, axis), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
    }
    expect(gradcheck((x) => repeat(x, 0, 1), [randomTensor(2, 3)])).toBe(0);
    expect(gradcheck((x) => repeat(x, 1, 0), [randomTensor(2, 3)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => repeat(x!, 3, 1), [randomTensor(3, 4)]);
    expectNoLeaks((x) => repeat(x!, 3, 0), [arange(3)]);
  });

  test("says what does not fit", () => {
    for (const count of [-1, 1.5, NaN]) expect(() => repeat(ones([2]), count, 0)).toThrow(ValueError);
    expect(() => repeat(ones([2]), -1, 0)).toThrow("repeat: count is -1, expected a whole number from 0 on");
    expect(() => repeat(ones([2]), 2, 1)).toThrow("repeat: axis is 1, expected a whole number from -1 to 0");
  });
});
