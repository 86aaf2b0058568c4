import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { broadcastTo } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("broadcastTo", () => {
  test("repeats axes of size 1, and adds axes in front", () => {
    expect(broadcastTo(tensor([1, 2]), [3, 2]).toArray()).toEqual([[1, 2], [1, 2], [1, 2]]); // prettier-ignore
    expect(broadcastTo(tensor([[1], [2]]), [2, 3]).toArray()).toEqual([[1, 1, 1], [2, 2, 2]]); // prettier-ignore
    expect(broadcastTo(tensor(7), [2, 2]).toArray()).toEqual([[7, 7], [7, 7]]); // prettier-ignore
    expect(broadcastTo(arange(2), [1, 2]).dtype).toBe("int32");
  });

  test("copies, even if nothing repeats", () => {
    const x = tensor([1, 2]);
    const y = broadcastTo(x, [2]);
    expect(y.toArray()).toEqual([1, 2]);
    expect(y.address).not.toBe(x.address);
  });

  test("agrees with the reference where axes alternate", () => {
    const x = randomTensor(3, 1, 4, 1);
    const y = broadcastTo(x, [2, 3, 5, 4, 6]);
    expect(y.shape).toEqual([2, 3, 5, 4, 6]);
    const wanted = Array.from({ length: 720 }, (_, i) => x.data[(Math.floor(i / 120) % 3) * 4 + (Math.floor(i / 6) % 4)]); // prettier-ignore
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("has nothing where an axis is empty", () => {
    expect(broadcastTo(ones([1, 3]), [0, 3]).shape).toEqual([0, 3]);
    expect(gradcheck((x) => broadcastTo(x, [0, 3]), [randomTensor(1, 3)])).toBe(0);
  });

  test("sums in its gradients", () => {
    for (const shape of [
      [2, 3, 4],
      [5, 2, 3, 4],
      [2, 3, 1],
    ] as const) {
      // prettier-ignore
      expect(gradcheck((x) => broadcastTo(x, shape), [randomTensor(1, 3, 1)])).toBeLessThan(1e-2);
    }
    expect(gradcheck((x) => broadcastTo(x, [3]), [randomTensor(3)])).toBeLessThan(1e-2);
    expect(gradcheck((x) => broadcastTo(x, [3, 2]), [randomTensor()])).toBeLessThan(1e-2);
  });

  test("keeps its shape when the caller changes the array", () => {
    const shape = [2, 3];
    const y = broadcastTo(ones([3]), shape);
    shape[0] = 99;
    expect(y.shape).toEqual([2, 3]);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => broadcastTo(x!, [5, 3, 4]), [randomTensor(3, 1)]);
    expectNoLeaks((x) => broadcastTo(x!, [5, 3]), [arange(3)]);
  });

  test("says what does not fit", () => {
    for (const shape of [[2], [3, 2], [], [3, 3, 1]]) {
      expect(() => broadcastTo(ones([3, 3]), shape)).toThrow(ShapeError);
    }
    expect(() => broadcastTo(ones([1, 3]), [3])).toThrow(ShapeError);
    expect(() => broadcastTo(zeros([2, 3]), [3, 3])).toThrow(
      "broadcastTo: shape is [3, 3], expected one that x's [2, 3] broadcasts to: sizes equal, or 1 in x",
    );
    expect(() => broadcastTo(zeros([1]), [-1])).toThrow("broadcastTo: shape is [-1], expected whole numbers from 0 on");
    expect(() => broadcastTo(zeros([1]), [NaN])).toThrow(ShapeError);
    expect(() => broadcastTo(ones([2, 1, 2, 1, 2, 1, 2]), [2, 2, 2, 2, 2, 2, 2])).toThrow("expected at most 6");
  });
});
