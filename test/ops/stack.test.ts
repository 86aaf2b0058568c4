import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { stack } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("stack", () => {
  test("puts tensors side by side along a new axis", () => {
    const [a, b] = [tensor([1, 2, 3]), tensor([4, 5, 6])];
    expect(stack([a, b]).toArray()).toEqual([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(stack([a, b], 1).toArray()).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
    expect(stack([a, b], -1).toArray()).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
    expect(stack([tensor(1), tensor(2)]).toArray()).toEqual([1, 2]);
    expect(stack([a]).shape).toEqual([1, 3]);
    expect(stack([zeros([0, 2]), zeros([0, 2])], 1).shape).toEqual([0, 2, 2]);
  });

  test.each([0, 1, 2, 3])("agrees with the reference along axis %i", (axis) => {
    const parts = [0, 1, 2].map(() => randomTensor(2, 3, 5));
    const y = stack(parts, axis);
    const inner = [30, 15, 5, 1][axis]!;
    const wanted = Array.from(y.data, (_, i) => {
      const row = Math.floor(i / inner);
      return parts[row % 3]!.data[Math.floor(row / 3) * inner + (i % inner)];
    });
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("keeps int32, and gives float32 for mixed ones", () => {
    const ints = stack([arange(2), arange(5, 7)]);
    expect([ints.dtype, ints.toArray()]).toEqual(["int32", [[0, 1], [5, 6]]]); // prettier-ignore
    const y = stack([arange(2), tensor([0.5, 1.5])]);
    expect([y.dtype, y.toArray()]).toEqual(["float32", [[0, 1], [0.5, 1.5]]]); // prettier-ignore
  });

  test("has the right gradients", () => {
    for (const axis of [0, 1, 2]) {
      expect(gradcheck((...xs) => stack(xs, axis), [randomTensor(2, 3), randomTensor(2, 3)])).toBeLessThan(1e-2);
    }
    expect(gradcheck((x) => stack([x, ones([3]), x]), [randomTensor(3)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((...xs) => stack(xs, 1), [randomTensor(2, 3), randomTensor(2, 3)]);
    expectNoLeaks((...xs) => stack(xs), [randomTensor(4), arange(4)]);
  });

  test("says what does not fit", () => {
    expect(() => stack([])).toThrow(ShapeError);
    expect(() => stack([])).toThrow("stack: tensors are none, expected at least one");
    expect(() => stack([ones([2]), ones([3])])).toThrow("stack: tensors[1] is [3], expected [2] like tensors[0]");
    expect(() => stack([ones([2])], 2)).toThrow("stack: axis is 2, expected a whole number from -2 to 1");
  });
});
