import { expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { DType } from "../../src/tensor/dtype.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { expectNoLeaks } from "./leaks.ts";
import { noise } from "./random.ts";
import { groupsOf } from "./reference.ts";

type Axes = number | readonly number[] | undefined;

/** A reduction over any axes, and what is known of it. */
export interface ReductionCase {
  readonly op: (x: Tensor, axes?: number | readonly number[], keepDims?: boolean) => Tensor;
  /** The same of a list of numbers, in float64. */
  readonly reference: (values: readonly number[]) => number;
  /** What it makes of int32. */
  readonly ints: DType;
  /** What it gives where there is nothing to reduce; undefined if that is an error. */
  readonly nothing?: number;
}

/** Shapes and axes: rows, columns, both sides of their blocks, axes that lie together, axes that must be moved, and none. */
const CASES: readonly (readonly [Shape, Axes])[] = [
  [[], undefined],
  [[], []],
  [[1], 0],
  [[7], undefined],
  [[3, 5], undefined],
  [[3, 5], 0],
  [[3, 5], 1],
  [[3, 5], -1],
  [[3, 5], []],
  [[2, 3, 4], 1],
  [
    [2, 3, 4],
    [0, 1],
  ],
  [
    [2, 3, 4],
    [2, -2],
  ],
  [
    [2, 3, 4],
    [0, 2],
  ],
  [
    [2, 1, 3],
    [0, 2],
  ],
  [
    [2, 1, 3, 1],
    [1, 3],
  ],
  [
    [2, 3, 2, 3, 2],
    [1, 3],
  ],
  [
    [2, 3, 2, 3, 2],
    [0, 2, 4],
  ],
  [
    [2, 2, 2, 2, 2, 2],
    [0, 2, 4],
  ],
  [[4096], 0],
  [[3, 4097], 1],
  [[9001], undefined],
  [[64, 5], 0],
  [[65, 33], 0],
  [[2, 130, 3], 1],
  [[4200, 3], 0],
  [
    [17, 90, 6],
    [0, 2],
  ],
  [[0, 3], 1],
  [[2, 0, 3], 0],
];

/** Numbers in mixed order, no two of them closer than the steps of a difference quotient. */
const spaced = (n: number) => Float32Array.from({ length: n }, (_, i) => (((i * 7919) % 10007) - 5000) / 16);

function listOf(axes: Axes, rank: number): readonly number[] {
  return axes === undefined ? Array.from({ length: rank }, (_, axis) => axis) : [axes].flat();
}

/** The tests that every reduction passes. */
export function reductionContract(name: string, { op, reference, ints, nothing }: ReductionCase): void {
  test.each(CASES)("agrees with float64 for %j over %j", (shape, axes) => {
    const x = tensor(Float32Array.from({ length: sizeOf(shape) }, noise), shape);
    const data = x.data;
    const groups = groupsOf(shape, listOf(axes, x.rank));
    const expected = groups.map((group) => reference(group.map((i) => data[i]!)));
    const reduced = new Set(listOf(axes, x.rank).map((axis) => (axis + x.rank) % Math.max(1, x.rank)));
    const y = op(x, axes);
    expect(y.shape).toEqual(shape.filter((_, axis) => !reduced.has(axis)));
    expectClose(y.data, expected, 1e-6);
    const kept = op(x, axes, true);
    expect(kept.shape).toEqual(shape.map((n, axis) => (reduced.has(axis) ? 1 : n)));
    expectClose(kept.data, expected, 1e-6);
  });

  test(`gives ${ints} for int32`, () => {
    for (const [shape, axes] of CASES) {
      const data = Int32Array.from({ length: sizeOf(shape) }, () => Math.round(100 * noise()));
      const y = op(tensor(data, shape), axes);
      expect(y.dtype).toBe(ints);
      const groups = groupsOf(shape, listOf(axes, shape.length));
      expectClose(
        y.data,
        groups.map((group) => reference(group.map((i) => data[i]!))),
        ints === "int32" ? 0 : 1e-6,
      );
    }
  });

  test("keeps NaN, wherever it stands", () => {
    for (const [shape, at] of [
      [[9], 8],
      [[16], 0],
      [[5000], 4999],
      [[5000], 17],
      [[70, 3], 209],
      [[70, 3], 4],
    ] as const) {
      const data = Float32Array.from({ length: sizeOf(shape) }, noise);
      data[at] = NaN;
      expect(op(tensor(data, shape)).item()).toBeNaN();
      const columns = op(tensor(data, shape), 0).data;
      expect([...columns].map(Number.isNaN)).toEqual([...columns].map((_, i) => i === at % columns.length));
    }
  });

  test("has the right gradients", () => {
    const cases = [
      [[5], undefined],
      [[3, 4], 0],
      [[3, 4], 1],
      [
        [2, 3, 2],
        [0, 2],
      ],
      [
        [2, 2, 2, 2],
        [1, 3],
      ],
      [[], undefined],
      [[3, 2], []],
    ] as const;
    for (const [shape, axes] of cases) {
      for (const keepDims of [false, true])
        gradcheck((x) => op(x, axes, keepDims), [tensor(spaced(sizeOf(shape)), shape)]);
    }
  });

  test(nothing === undefined ? "refuses to reduce nothing" : `gives ${nothing} for nothing`, () => {
    for (const [shape, axes] of [
      [[0], undefined],
      [[0, 3], 0],
      [
        [2, 0, 2],
        [1, 2],
      ],
      [
        [2, 0, 3, 0, 2],
        [1, 3],
      ],
    ] as const) {
      const call = () => op(zeros(shape), axes);
      if (nothing === undefined) {
        expect(call).toThrow(ShapeError);
        expect(call).toThrow(`${name}: x is [${shape.join(", ")}], expected at least one element along the axes`);
      } else expect([...new Set(call().data)]).toEqual([nothing]);
    }
  });

  test("says which axes there are", () => {
    const x = zeros([2, 3]);
    for (const axes of [2, -3, 0.5, NaN, [0, 5]]) {
      const call = () => op(x, axes);
      expect(call).toThrow(ShapeError);
      expect(call).toThrow(`${name}: axis is ${[axes].flat().at(-1)}, expected a whole number from -2 to 1`);
    }
    expect(() => op(x, [1, -1])).toThrow(`${name}: axes are [1, 1], expected each once`);
    expect(() => op(zeros([]), 0)).toThrow(`${name}: axis is 0, expected none, as the tensor has no axes`);
  });

  test("leaves only its result", () => {
    for (const [shape, axes] of CASES) {
      for (const keepDims of [false, true]) {
        expectNoLeaks((x) => op(x, axes, keepDims), [tensor(spaced(sizeOf(shape)), shape)]);
        expectNoLeaks((x) => op(x, axes, keepDims), [zeros(shape, "int32")]);
      }
    }
  });
}
