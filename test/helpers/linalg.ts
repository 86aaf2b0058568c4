import { expect } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { ones } from "../../src/tensor/creation.ts";
import { expectClose } from "./close.ts";

/** Rows of numbers. */
export type Rows = readonly (readonly number[])[];

/** a·b in float64. */
export function times(a: Rows, b: Rows): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * b[k]![j]!, 0)));
}

export function transposed(a: Rows): number[][] {
  return a[0]!.map((_, j) => a.map((row) => row[j]!));
}

export function diagonal(values: readonly number[]): number[][] {
  return values.map((v, i) => values.map((_, j) => (i === j ? v : 0)));
}

/** Fails unless both have the same rows, up to `tolerance` of the largest number. */
export function expectRows(got: Rows, expected: Rows, tolerance: number, what = ""): void {
  expect(got.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  expectClose(got.flat(), expected.flat(), tolerance, what);
}

/** Fails unless the columns have length 1 and are orthogonal. */
export function expectOrthonormal(columns: Rows): void {
  const products = times(transposed(columns), columns);
  expectRows(products, diagonal(products.map(() => 1)), 1e-14, "products of columns");
}

/** Checks what every function of a matrix says to what is none. */
export function expectRefusals(op: string, f: (a: Rows) => unknown): void {
  const refused = (a: unknown) => () => f(a as Rows);
  expect(refused([])).toThrow(ShapeError);
  expect(refused([])).toThrow(`${op}: a is [0], expected [M, N]`);
  expect(refused([[]])).toThrow(`${op}: a is [1, 0], expected at least one row and one column`);
  expect(refused([1, 2])).toThrow(`${op}: a is [2], expected [M, N]`);
  expect(refused(ones([2, 2, 2]))).toThrow(`${op}: a is [2, 2, 2], expected [M, N]`);
  expect(refused([[1, 2], [3]])).toThrow(`${op}: row 1 is [1], expected [2] like the rows before it`);
  expect(refused([[1, 2], [Number.NaN, 4]])).toThrow(ValueError); // prettier-ignore
  expect(refused([[1, 2], [Number.NaN, 4]])).toThrow(`${op}: a is NaN at [1, 0], expected finite numbers`); // prettier-ignore
  expect(refused([[1, -Infinity], [3, 4]])).toThrow(`${op}: a is -Infinity at [0, 1], expected finite numbers`); // prettier-ignore
  expect(refused([["1"]])).toThrow(`${op}: data holds string, expected numbers or booleans`);
}

/** The same for functions of square matrices. */
export function expectSquareRefusals(op: string, f: (a: Rows) => unknown): void {
  expectRefusals(op, f);
  expect(() => f([[1, 2, 3]])).toThrow(ShapeError);
  expect(() => f([[1, 2, 3]])).toThrow(`${op}: a is [1, 3], expected a square matrix`);
}
