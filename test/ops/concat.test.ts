import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { concat } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("concat", () => {
  test("puts tensors one behind the other", () => {
    const [a, b] = [tensor([[1, 2], [3, 4]]), tensor([[5, 6]])]; // prettier-ignore
    expect(concat([a, b]).toArray()).toEqual([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
    expect(concat([a, tensor([[5], [6]])], 1).toArray()).toEqual([[1, 2, 5], [3, 4, 6]]); // prettier-ignore
    expect(concat([a, a], -1).toArray()).toEqual([[1, 2, 1, 2], [3, 4, 3, 4]]); // prettier-ignore
    expect(concat([tensor([1]), tensor([2]), tensor([3])]).toArray()).toEqual([1, 2, 3]);
  });

  test.each([0, 1, 2])("agrees with the reference along axis %i", (axis) => {
    const shapes = [1, 3, 2].map((n) => [2, 3, 4].map((size, a) => (a === axis ? n : size)));
    const parts = shapes.map((shape) => randomTensor(...shape));
    const y = concat(parts, axis);
    const inner = [12, 4, 1][axis]!;
    const rows = [1, 2, 6][axis]!;
    const wanted = Array.from({ length: rows }, (_, row) =>
      parts.flatMap((t, i) => {
        const run = shapes[i]![axis]! * inner;
        return Array.from(t.data.subarray(row * run, (row + 1) * run));
      }),
    ).flat();
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("copies even a single tensor, and leaves out what is empty", () => {
    const a = ones([2, 3]);
    expect(concat([a]).address).not.toBe(a.address);
    expect(concat([zeros([0, 3]), a, zeros([0, 3])]).toArray()).toEqual(a.toArray());
    expect(concat([zeros([0, 3]), zeros([0, 3])]).shape).toEqual([0, 3]);
  });

  test("keeps int32, gives float32 for mixed ones, and frees its temporaries", () => {
    const [a, b] = [arange(2), tensor([0.5])];
    expect(concat([a, a]).dtype).toBe("int32");
    const before = memoryStats().blocks;
    const y = concat([a, b]);
    expect(memoryStats().blocks).toBe(before + 1);
    expect([y.dtype, y.toArray()]).toEqual(["float32", [0, 1, 0.5]]);
  });

  test("has the right gradients", () => {
    const parts = [randomTensor(2, 3), randomTensor(2, 1), randomTensor(2, 2)];
    expect(gradcheck((...xs) => concat(xs, 1), parts)).toBeLessThan(1e-2);
    expect(gradcheck((...xs) => concat(xs), [randomTensor(2, 3), randomTensor(0, 3), randomTensor(1, 3)])).toBeLessThan(
      1e-2,
    );
    expect(gradcheck((x) => concat([x, x, ones([1, 3])]), [randomTensor(2, 3)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((...xs) => concat(xs), [randomTensor(2, 3), randomTensor(1, 3)]);
    expectNoLeaks((...xs) => concat(xs, 1), [randomTensor(2, 3), arange(4).view([2, 2])]);
  });

  test("says what does not fit", () => {
    expect(() => concat([])).toThrow(ShapeError);
    expect(() => concat([])).toThrow("concat: tensors are none, expected at least one");
    expect(() => concat([ones([]), ones([])])).toThrow(ShapeError);
    expect(() => concat([ones([2, 3]), ones([2, 4])])).toThrow(
      "concat: tensors[1] is [2, 4], expected [any, 3] like tensors[0]",
    );
    expect(() => concat([ones([2, 3]), ones([3])], 1)).toThrow("concat: tensors[1] is [3], expected [2, any]");
    expect(() => concat([ones([2, 3]), ones([2])])).toThrow("concat: tensors[1] is [2], expected [any, 3]");
    expect(() => concat([ones([2])], 1)).toThrow("concat: axis is 1, expected a whole number from -1 to 0");
  });
});
