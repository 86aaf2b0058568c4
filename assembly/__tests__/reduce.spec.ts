import {
  argmax,
  argmax_int,
  extreme_backward,
  max_columns,
  max_columns_int,
  max_rows,
  max_rows_int,
  sum_columns,
  sum_columns_int,
  sum_rows,
  sum_rows_int,
} from "../reduce";
import { address, blank, expect_same, LENGTHS, whole } from "./helpers";

/** y[l, b, n] = f(… f(start, x[l, r, n]) …) over block b of R. */
function reduced<T>(x: StaticArray<T>, R: i32, N: i32, block: i32, start: T, f: (a: T, b: T) => T): StaticArray<T> {
  const blocks = (R + block - 1) / block;
  const y = new StaticArray<T>((x.length / (R * N)) * blocks * N);
  for (let item = 0; item < y.length; item++) {
    const group = item / N;
    const first = (group % blocks) * block;
    y[item] = start;
    for (let r = first; r < min(first + block, R); r++) {
      y[item] = f(y[item], x[((group / blocks) * R + r) * N + (item % N)]);
    }
  }
  return y;
}

function prove_rows<T>(
  kernel: (y: usize, x: usize, R: i32, block: i32, from: i32, to: i32) => void,
  start: T,
  f: (a: T, b: T) => T,
): void {
  for (let l = 0; l < LENGTHS.length; l++) {
    const R = LENGTHS[l];
    for (let block = 1; block <= 64; block *= 4) {
      const x = whole<T>(3 * R);
      const expected = reduced<T>(x, R, 1, block, start, f);
      const y = blank<T>(expected.length);
      kernel(address(y), address(x), R, block, 1, y.length);
      kernel(address(y), address(x), R, block, 0, 1);
      expect_same(y, expected, "rows of " + R.toString() + " in blocks of " + block.toString());
    }
  }
}

function prove_columns<T>(
  kernel: (y: usize, x: usize, R: i32, N: i32, block: i32, from: i32, to: i32) => void,
  start: T,
  f: (a: T, b: T) => T,
): void {
  for (let l = 0; l < LENGTHS.length; l++) {
    const N = LENGTHS[l];
    for (let block = 1; block <= 9; block += 4) {
      const x = whole<T>(3 * 9 * N);
      const expected = reduced<T>(x, 9, N, block, start, f);
      const y = blank<T>(expected.length);
      const cut = y.length > 16 ? 16 : 0;
      kernel(address(y), address(x), 9, N, block, cut, y.length);
      if (cut) kernel(address(y), address(x), 9, N, block, 0, cut);
      expect_same(y, expected, N.toString() + " columns in blocks of " + block.toString());
    }
  }
}

function prove_argmax<T>(kernel: (y: usize, x: usize, R: i32, N: i32, from: i32, to: i32) => void): void {
  for (let R = 1; R < 8; R++) {
    for (let N = 1; N < 6; N += 2) {
      const x = whole<T>(3 * R * N, -3, 3);
      const y = blank<i32>(3 * N);
      kernel(address(y), address(x), R, N, 1, 3 * N);
      kernel(address(y), address(x), R, N, 0, 1);
      for (let item = 0; item < 3 * N; item++) {
        const first = (item / N) * R * N + (item % N);
        let best = 0;
        for (let r = 1; r < R; r++) if (x[first + r * N] > x[first + best * N]) best = r;
        expect(y[item]).toBe(best);
      }
    }
  }
}

describe("reduce", () => {
  test("sum_rows", () => prove_rows<f32>(sum_rows, 0, (a, b) => a + b));
  test("sum_rows_int", () => prove_rows<i32>(sum_rows_int, 0, (a, b) => a + b));
  test("max_rows", () => prove_rows<f32>(max_rows, -Infinity, (a, b) => max(a, b)));
  test("max_rows_int", () => prove_rows<i32>(max_rows_int, i32.MIN_VALUE, (a, b) => max(a, b)));
  test("sum_columns", () => prove_columns<f32>(sum_columns, 0, (a, b) => a + b));
  test("sum_columns_int", () => prove_columns<i32>(sum_columns_int, 0, (a, b) => a + b));
  test("max_columns", () => prove_columns<f32>(max_columns, -Infinity, (a, b) => max(a, b)));
  test("max_columns_int", () => prove_columns<i32>(max_columns_int, i32.MIN_VALUE, (a, b) => max(a, b)));
  test("argmax", () => prove_argmax<f32>(argmax));
  test("argmax_int", () => prove_argmax<i32>(argmax_int));

  test("argmax takes the first NaN for the largest", () => {
    const x: StaticArray<f32> = [1, Infinity, NaN, 2, NaN, Infinity, -Infinity, NaN];
    const y = blank<i32>(2);
    argmax(address(y), address(x), 4, 2, 0, 2);
    expect_same(y, [1, 3], "columns 1, NaN, NaN, −∞ and ∞, 2, ∞, NaN");
  });

  test("extreme_backward shares among equals", () => {
    const x: StaticArray<f32> = [1, 5, 5, NaN, 2, 5, 3, NaN];
    const y: StaticArray<f32> = [5, NaN];
    const dy: StaticArray<f32> = [6, 8];
    const dx = blank<f32>(8);
    // x [1, 4, 2]: the columns are 1, 5, 2, 3 and 5, NaN, 5, NaN.
    extreme_backward(address(dx), address(dy), address(x), address<f32>([5, NaN]), 4, 2, 1, 2);
    extreme_backward(address(dx), address(dy), address(x), address(y), 4, 2, 0, 1);
    expect_same(dx, [0, 0, 6, 4, 0, 0, 0, 4], "columns");
  });
});
