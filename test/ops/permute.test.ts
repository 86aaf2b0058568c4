import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { permute } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { type Shape, sizeOf, stridesOf } from "../../src/tensor/shape.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

/** The numbers 0, 1, … of a tensor of `shape`, in another order of its axes. */
function reference(shape: Shape, axes: readonly number[]): number[] {
  const strides = stridesOf(shape);
  let indices = [0];
  for (const axis of axes) {
    indices = indices.flatMap((at) => Array.from({ length: shape[axis]! }, (_, i) => at + i * strides[axis]!));
  }
  return indices;
}

describe("permute", () => {
  test("orders axes by hand", () => {
    expect(permute(tensor([[1, 2, 3], [4, 5, 6]]), [1, 0]).toArray()).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
    expect(permute(tensor([[[1, 2], [3, 4]]]), [2, 0, 1]).toArray()).toEqual([[[1, 3]], [[2, 4]]]); // prettier-ignore
    expect(permute(tensor([1, 2]), [0]).toArray()).toEqual([1, 2]);
    expect(permute(tensor(7), []).toArray()).toBe(7);
  });

  test.each([
    [
      [2, 3, 4],
      [2, 1, 0],
    ],
    [
      [2, 3, 4],
      [1, 2, 0],
    ],
    [
      [2, 3, 4],
      [0, 2, 1],
    ],
    [
      [17, 33],
      [1, 0],
    ],
    [
      [3, 17, 4, 21],
      [3, 0, 2, 1],
    ],
    [
      [2, 1, 3, 5],
      [3, 1, 0, 2],
    ],
    [
      [2, 3, 2, 3, 2, 3],
      [5, 4, 3, 2, 1, 0],
    ],
    [
      [2, 3, 2, 3, 2, 3, 2],
      [1, 0, 2, 3, 4, 5, 6],
    ],
  ])("moves the axes of %j to %j", (shape, axes) => {
    const x = arange(sizeOf(shape));
    const y = permute(x.view(shape), axes);
    expect(y.shape).toEqual(axes.map((axis) => shape[axis]));
    expect(y.dtype).toBe("int32");
    expect(Array.from(y.data)).toEqual(reference(shape, axes));
    const back = axes.map((_, axis) => axes.indexOf(axis));
    expect(Array.from(permute(y, back).data)).toEqual(Array.from(x.data));
  });

  test("counts negative axes from the back, and moves nothing that is empty", () => {
    expect(permute(ones([2, 3, 4]), [-1, 0, -2]).shape).toEqual([4, 2, 3]);
    expect(permute(zeros([0, 3]), [1, 0]).shape).toEqual([3, 0]);
  });

  test("has the right gradients", () => {
    expect(gradcheck((x) => permute(x, [1, 2, 0]), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => permute(x!, [2, 0, 1]), [randomTensor(3, 4, 5)]);
  });

  test("says which axes do not fit", () => {
    expect(() => permute(ones([2, 3]), [0, 0])).toThrow(ShapeError);
    expect(() => permute(ones([2, 3]), [0, -2])).toThrow("permute: axes are [0, -2], expected each of the 2 axes once");
    expect(() => permute(ones([2, 3]), [0])).toThrow("permute: axes are [0], expected each of the 2 axes once");
    expect(() => permute(ones([2, 3]), [0, 2])).toThrow("permute: axis is 2, expected a whole number from -2 to 1");
    expect(() => permute(ones([2, 3]), [0, 0.5])).toThrow(ShapeError);
    expect(() => permute(ones([2, 2, 2, 2, 2, 2, 2]), [6, 5, 4, 3, 2, 1, 0])).toThrow("expected at most 6");
  });
});
