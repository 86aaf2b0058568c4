import { expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { sum } from "../../src/ops/sum.ts";
import type { Operand } from "../../src/ops/support/binary.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { broadcastShapes, type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { ulps } from "./close.ts";
import { expectNoLeaks } from "./leaks.ts";
import { noise } from "./random.ts";
import { broadcasted } from "./reference.ts";

/** An elementwise function of two operands, and what is known of it. */
export interface BinaryCase {
  readonly op: (a: Operand, b: Operand) => Tensor;
  /** The same in float64. */
  readonly reference: (a: number, b: number) => number;
  /** How far off a result may be, in units of the last place. */
  readonly ulps: number;
  /** What two int32 operands give, and how; float32 if it is missing. */
  readonly ints?: (a: number, b: number) => number;
}

/** Pairs of shapes by the runs of axes that operands repeat: none, one, two, three, and more, which are spread out first. */
const SHAPES: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[5], [5]],
  [
    [3, 17],
    [3, 17],
  ],
  [[], [4]],
  [[1, 1, 1], []],
  [[2, 3], [3]],
  [[67], [5, 67]],
  [
    [5, 67],
    [5, 1],
  ],
  [
    [4, 1],
    [1, 5],
  ],
  [
    [2, 1, 20],
    [3, 20],
  ],
  [
    [2, 3, 4],
    [3, 1],
  ],
  [
    [1, 3, 1],
    [2, 1, 5],
  ],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 5],
  ],
  [
    [2, 1, 3, 1, 2],
    [1, 3, 1, 2, 1],
  ],
  [
    [2, 3, 1, 2, 1, 2],
    [2, 1, 3, 1, 2, 1],
  ],
  [[0], [1]],
  [[0, 3], [3]],
  [
    [1, 0],
    [2, 1],
  ],
];

/** Of operands no two numbers are closer than 1/16, and b's are away from 0. */
const first = (n: number) => Float32Array.from({ length: n }, () => Math.round(8 * noise()) / 8);
const second = (n: number) => Float32Array.from({ length: n }, () => Math.round(8 * noise()) / 8).map(offZero);
const offZero = (v: number) => v + Math.sign(v || 1) * (1 + 1 / 16);

/** The tests that every elementwise function of two operands passes. */
export function binaryContract(name: string, { op, reference, ulps: tolerance, ints }: BinaryCase): void {
  const operands = (a: Shape, b: Shape) => [tensor(first(sizeOf(a)), a), tensor(second(sizeOf(b)), b)] as const;

  test.each(SHAPES)("agrees with float64 for %j and %j", (left, right) => {
    const [x, y] = operands(left, right);
    for (const [a, b] of [[x, y] as const, [y, x] as const]) {
      const shape = broadcastShapes(name, a.shape, b.shape);
      const got = op(a, b);
      expect(got.shape).toEqual(shape);
      expect(ulps(got.data as Float32Array, broadcasted(reference, a, b, shape))).toBeLessThanOrEqual(tolerance);
    }
  });

  test("takes a number on either side, in the other's dtype", () => {
    const x = tensor(second(5));
    expect(
      ulps(
        op(x, 2.5).data as Float32Array,
        Float64Array.from(x.data, (v) => reference(v, 2.5)),
      ),
    ).toBeLessThan(1);
    expect(
      ulps(
        op(2.5, x).data as Float32Array,
        Float64Array.from(x.data, (v) => reference(2.5, v)),
      ),
    ).toBeLessThan(1);
    expect(op(7, 2).item()).toBe(Math.fround(reference(7, 2)));
    expect(op(tensor(Int32Array.of(7)), 2).dtype).toBe(ints === undefined ? "float32" : "int32");
  });

  const [high, low] = [2 ** 31 - 1, -(2 ** 31)];
  const left = Int32Array.of(7, -3, high, low, 5);
  const right = Int32Array.of(2, 8, 1, -1, 5);
  test(`gives ${ints === undefined ? "float32" : "int32"} for two int32`, () => {
    const y = op(tensor(left), tensor(right));
    expect(y.dtype).toBe(ints === undefined ? "float32" : "int32");
    expect([...y.data]).toEqual(
      [...left].map((a, i) => (ints ?? ((p, q) => Math.fround(reference(Math.fround(p), q))))(a, right[i]!)),
    );
  });

  test("gives float32 for int32 with float32", () => {
    const y = op(tensor(Int32Array.of(7, 2)), tensor([0.5, 4]));
    expect(y.dtype).toBe("float32");
    expect([...y.data]).toEqual([reference(7, 0.5), reference(2, 4)]);
  });

  test("keeps NaN, and infinities where float64 has them", () => {
    const a = tensor([NaN, 1, Infinity, -Infinity, Infinity, 0]);
    const b = tensor([1, NaN, 1, 2, -Infinity, Infinity]);
    expect([...op(a, b).data].map((v) => v + 0)).toEqual([...broadcasted(reference, a, b, [6])].map((v) => v + 0));
  });

  test("has the right gradients", () => {
    for (const [a, b] of [
      [[3], [3]],
      [
        [2, 3],
        [2, 1],
      ],
      [
        [2, 1, 3, 1],
        [1, 2, 1, 2],
      ],
      [[], [2, 2]],
      [[1, 1], []],
    ] as const) {
      gradcheck(op, operands(a, b));
    }
    const [x, y] = operands([5], [5]);
    gradcheck((t) => op(t, 3), [x]);
    gradcheck((t) => op(3, t), [y]);
    gradcheck((t) => op(tensor(Int32Array.of(4, -4, 4, -4, 4)), t), [y]);
  });

  test("gives zeros as gradients of what was repeated no times", () => {
    const a = variable(tensor([2, 3]));
    const grads = gradients(sum(op(a, tensor([], [0, 2]))));
    expect(grads.get(a)!.toArray()).toEqual([0, 0]);
  });

  test("says which shapes do not fit", () => {
    const call = () => op(tensor([1, 2, 3]), tensor([1, 2]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`${name}: b is [2], expected a shape that broadcasts with a's [3]: sizes equal or 1`);
  });

  test(`${ints === undefined ? "takes" : "refuses"} a fraction with int32`, () => {
    if (ints === undefined) {
      expect(op(tensor(Int32Array.of(7)), 0.5).item()).toBe(reference(7, 0.5));
      return;
    }
    for (const number of [0.5, Infinity, NaN, 2 ** 31]) {
      for (const call of [() => op(tensor(left), number), () => op(number, tensor(left))]) {
        expect(call).toThrow(DTypeError);
        expect(call).toThrow(
          `${name}: ${number} meets int32, expected a whole number of 32 bits; make the tensor float32`,
        );
      }
    }
  });

  test("leaves only its result", () => {
    for (const [a, b] of SHAPES) expectNoLeaks(op, operands(a, b));
    const x = tensor(second(5));
    expectNoLeaks((t) => op(t, 2), [x]);
    expectNoLeaks((t) => op(2, t), [x]);
    expectNoLeaks(op, [tensor(Int32Array.of(2)), x]);
    expectNoLeaks(op, [tensor(left), tensor(right)]);
  });
}
