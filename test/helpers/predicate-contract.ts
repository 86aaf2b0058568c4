import { expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import type { Operand } from "../../src/ops/support/binary.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { broadcastShapes, type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectNoLeaks } from "./leaks.ts";
import { noise } from "./random.ts";
import { broadcasted } from "./reference.ts";

const SHAPES: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[67], [67]],
  [[3, 17], [17]],
  [
    [3, 17],
    [3, 1],
  ],
  [[], [5]],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 5],
  ],
  [[0, 3], [3]],
];

const POINTS = [NaN, -Infinity, -2, -0, 0, 2 ** -149, 2, Infinity];
const INTS = [-(2 ** 31), -1, 0, 1, 2 ** 24, 2 ** 24 + 1, 2 ** 31 - 1];

/** Small whole numbers, so that many are equal and many are 0. */
const few = (shape: Shape) =>
  tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => Math.round(2 * noise())),
    shape,
  );

/** The tests that every elementwise question about two operands passes: `op` answers 1 where `holds`, else 0. */
export function predicateContract(
  name: string,
  op: (a: Operand, b: Operand) => Tensor,
  holds: (a: number, b: number) => boolean,
  { refusesFractions = true } = {},
): void {
  const reference = (a: number, b: number) => Number(holds(a, b));

  test.each(SHAPES)("agrees with a loop for %j and %j", (left, right) => {
    const [x, z] = [few(left), few(right)];
    for (const [a, b] of [[x, z] as const, [z, x] as const]) {
      const y = op(a, b);
      expect(y.dtype).toBe("int32");
      expect(y.shape).toEqual(broadcastShapes(name, left, right));
      expect([...y.data]).toEqual([...broadcasted(reference, a, b, y.shape)]);
    }
  });

  test.each([
    ["float32", tensor(POINTS)],
    ["int32", tensor(Int32Array.from(INTS))],
  ])("answers every pair of %s at the limits", (_, x) => {
    const column = tensor(x.data, [x.size, 1]);
    const y = op(column, x);
    expect([...y.data]).toEqual([...broadcasted(reference, column, x, y.shape)]);
  });

  test("takes numbers on either side, and mixed dtypes", () => {
    const x = tensor([1, 2, 0]);
    expect([...op(x, 2).data]).toEqual([...x.data].map((v) => reference(v, 2)));
    expect([...op(2, x).data]).toEqual([...x.data].map((v) => reference(2, v)));
    expect([...op(tensor(Int32Array.of(1, 2, 0)), tensor([1.5, 2, 0])).data]).toEqual([
      reference(1, 1.5),
      reference(2, 2),
      reference(0, 0),
    ]);
  });

  test("has no gradient", () => {
    expect(op(variable(tensor([1, 2])), variable(tensor([2, 1]))).origin).toBeNull();
  });

  test("says what it cannot do", () => {
    const call = () => op(tensor([1, 2, 3]), tensor([1, 2]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`${name}: b is [2], expected a shape that broadcasts with a's [3]: sizes equal or 1`);
    if (refusesFractions) {
      expect(() => op(tensor(Int32Array.of(1)), 0.5)).toThrow(DTypeError);
      expect(() => op(tensor(Int32Array.of(1)), 0.5)).toThrow(`${name}: 0.5 meets int32, expected a whole number`);
    } else expect(op(tensor(Int32Array.of(1)), 0.5).data).toEqual(Int32Array.of(reference(1, 0.5)));
  });

  test("leaves only its result", () => {
    for (const [a, b] of SHAPES) expectNoLeaks(op, [few(a), few(b)]);
    expectNoLeaks((x) => op(x, 1), [few([5])]);
    expectNoLeaks(op, [tensor(Int32Array.of(2)), few([5])]);
  });
}
