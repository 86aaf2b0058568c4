import { expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { expectNoLeaks } from "./leaks.ts";
import { noise, randomTensor } from "./random.ts";
import { groupsOf } from "./reference.ts";

/** A function that maps the numbers along an axis together, as softmax does. */
export interface AxisCase {
  readonly op: (x: Tensor, axis?: number) => Tensor;
  /** The same of the numbers along the axis, in float64. */
  readonly reference: (values: readonly number[]) => readonly number[];
  /** How large the numbers are; default 10. */
  readonly size?: number;
}

const CASES: readonly (readonly [Shape, number])[] = [
  [[1], 0],
  [[7], -1],
  [[3, 5], -1],
  [[3, 5], 0],
  [[2, 3, 4], 0],
  [[2, 3, 4], 1],
  [[2, 3, 4], -1],
  [[2, 3, 4, 5], -3],
  [[33, 67], 1],
  [[67, 33], 0],
  [[3, 1, 1], 0],
  [[2, 1, 3], 1],
  [[0, 3], 1],
  [[3, 0], 1],
  [[3, 0], 0],
];

/** The tests that every such function passes. */
export function axisContract(name: string, { op, reference, size = 10 }: AxisCase): void {
  test.each(CASES)("agrees with float64 for %j along %j", (shape, axis) => {
    const data = Float32Array.from({ length: sizeOf(shape) }, () => size * noise());
    const expected = new Float64Array(data.length);
    for (const group of groupsOf(shape, [axis])) {
      const values = reference(group.map((i) => data[i]!));
      group.forEach((i, k) => (expected[i] = values[k]!));
    }
    const y = op(tensor(data, shape), axis);
    expect(y.shape).toEqual(shape);
    expect(y.dtype).toBe("float32");
    expectClose(y.data, expected, 5e-7);
  });

  test("takes the last axis by default, and int32", () => {
    const x = tensor(Int32Array.of(1, 2, 3, -4, 5, 0), [2, 3]);
    expectClose(op(x).data, [...reference([1, 2, 3]), ...reference([-4, 5, 0])], 5e-7);
  });

  test("has the right gradients", () => {
    for (const [shape, axis] of [
      [[5], 0],
      [[3, 7], 1],
      [[3, 4], 0],
      [[2, 3, 2], 1],
      [[1], 0],
    ] as const) {
      gradcheck((x) => op(x, axis), [randomTensor(...shape)]);
    }
  });

  test("says which axes there are", () => {
    for (const axis of [2, -3, 0.5]) {
      expect(() => op(zeros([2, 3]), axis)).toThrow(ShapeError);
      expect(() => op(zeros([2, 3]), axis)).toThrow(`${name}: axis is ${axis}, expected a whole number from -2 to 1`);
    }
    expect(() => op(tensor(1))).toThrow(`${name}: axis is -1, expected none, as the tensor has no axes`);
  });

  test("leaves only its result", () => {
    for (const [shape, axis] of CASES) {
      expectNoLeaks((x) => op(x, axis), [randomTensor(...shape)]);
      expectNoLeaks((x) => op(x, axis), [zeros(shape, "int32")]);
    }
  });
}
