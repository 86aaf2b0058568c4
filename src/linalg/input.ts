// What comes in and goes out: tensors or arrays in, float64 inside, plain arrays out.

import { Matrix } from "ml-matrix";
import { ShapeError, ValueError } from "../base/errors.ts";
import { type Numbers, numbersOf, type TensorData } from "../tensor/numbers.ts";
import { formatShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { MatrixLike, RightSide } from "./types.ts";

/** Largest difference of an element and its mirror image, relative to the largest element: the rounding of a float32 product. */
const SYMMETRY = 1e-5;

/** `x` as a matrix of its own, `[M, N]`. Throws unless it has rows and columns, and all numbers are finite. */
export function matrixOf(op: string, name: string, x: MatrixLike): Matrix {
  const { values, shape } = read(op, x);
  const [rows, cols] = shape;
  if (shape.length !== 2) throw new ShapeError(`${op}: ${name} is ${formatShape(shape)}, expected [M, N]`);
  return filled(op, name, values, rows!, cols!);
}

/** The same for a square matrix. */
export function squareOf(op: string, name: string, x: MatrixLike): Matrix {
  const a = matrixOf(op, name, x);
  if (a.rows !== a.columns) {
    throw new ShapeError(`${op}: ${name} is ${formatShape([a.rows, a.columns])}, expected a square matrix`);
  }
  return a;
}

/** The same for a symmetric one, made exactly so: the mean of it and its mirror image. */
export function symmetricOf(op: string, name: string, x: MatrixLike): Matrix {
  const a = squareOf(op, name, x);
  const mirror = a.transpose();
  const most = SYMMETRY * Matrix.abs(a).max();
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < i; j++) {
      const [lower, upper] = [a.get(i, j), a.get(j, i)];
      if (Math.abs(lower - upper) > most) {
        throw new ValueError(
          `${op}: ${name} is ${lower} at [${i}, ${j}] and ${upper} at [${j}, ${i}], expected a symmetric matrix`,
        );
      }
    }
  }
  return Matrix.add(a, mirror).mul(0.5);
}

/** The right sides of equations of `rows` rows as columns, and whether `x` is one vector. */
export function rightSidesOf(op: string, x: RightSide, rows: number): { b: Matrix; isVector: boolean } {
  const { values, shape } = read(op, x);
  if (shape.length === 0 || shape.length > 2 || shape[0] !== rows) {
    throw new ShapeError(`${op}: b is ${formatShape(shape)}, expected [M=${rows}] or [M=${rows}, N]`);
  }
  return { b: filled(op, "b", values, rows, shape[1] ?? 1), isVector: shape.length === 1 };
}

/** Columns as they came: a vector for one right side. */
export function answerOf(x: Matrix, isVector: boolean): number[] | number[][] {
  return isVector ? x.getColumn(0) : x.to2DArray();
}

function read(op: string, x: RightSide): Pick<Numbers, "values" | "shape"> {
  return x instanceof Tensor
    ? { values: x.data, shape: x.shape }
    : numbersOf(op, x as TensorData, undefined, "float32");
}

function filled(op: string, name: string, values: ArrayLike<number>, rows: number, cols: number): Matrix {
  if (rows === 0 || cols === 0) {
    throw new ShapeError(`${op}: ${name} is ${formatShape([rows, cols])}, expected at least one row and one column`);
  }
  const at = Array.prototype.findIndex.call(values, (v: number) => !Number.isFinite(v));
  if (at >= 0) {
    const place = `[${Math.floor(at / cols)}, ${at % cols}]`;
    throw new ValueError(`${op}: ${name} is ${values[at]} at ${place}, expected finite numbers`);
  }
  return Matrix.from1DArray(rows, cols, Array.from(values));
}
