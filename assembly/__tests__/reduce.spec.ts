import {
  argmax,
  argmax_int,
  extreme_backward,
  max_columns,
  max_columns_int,
  max_rows,
  max_rows_int,
  min_columns,
  min_columns_int,
  min_rows,
  min_rows_int,
  prod_columns,
  prod_columns_int,
  prod_rows,
  prod_rows_int,
  squares_columns,
  squares_rows,
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

/** `largest` and `smallest` are what the kernel wants to be told. */
function prove_argmax<T, S>(
  kernel: (y: usize, x: usize, R: i32, N: i32, which: S, from: i32, to: i32) => void,
  largest: S,
  smallest: S,
): void {
  for (let R = 1; R < 8; R++) {
    for (let N = 1; N < 6; N += 2) {
      const x = whole<T>(3 * R * N, -3, 3);
      const y = blank<i32>(3 * N);
      const z = blank<i32>(3 * N);
      kernel(address(y), address(x), R, N, largest, 1, 3 * N);
      kernel(address(y), address(x), R, N, largest, 0, 1);
      kernel(address(z), address(x), R, N, smallest, 0, 3 * N);
      for (let item = 0; item < 3 * N; item++) {
        const first = (item / N) * R * N + (item % N);
        let top = 0;
        let bottom = 0;
        for (let r = 1; r < R; r++) {
          if (x[first + r * N] > x[first + top * N]) top = r;
          if (x[first + r * N] < x[first + bottom * N]) bottom = r;
        }
        expect(y[item]).toBe(top);
        expect(z[item]).toBe(bottom);
      }
    }
  }
}

describe("reduce", () => {
  test("sum_rows", () => prove_rows<f32>(sum_rows, 0, (a, b) => a + b));
  test("sum_rows_int", () => prove_rows<i32>(sum_rows_int, 0, (a, b) => a + b));
  test("max_rows", () => prove_rows<f32>(max_rows, -Infinity, (a, b) => max(a, b)));
  test("max_rows_int", () => prove_rows<i32>(max_rows_int, i32.MIN_VALUE, (a, b) => max(a, b)));
  test("min_rows", () => prove_rows<f32>(min_rows, Infinity, (a, b) => min(a, b)));
  test("min_rows_int", () => prove_rows<i32>(min_rows_int, i32.MAX_VALUE, (a, b) => min(a, b)));
  test("prod_rows_int", () => prove_rows<i32>(prod_rows_int, 1, (a, b) => a * b));
  test("squares_rows", () => prove_rows<f32>(squares_rows, 0, (a, b) => a + b * b));
  test("sum_columns", () => prove_columns<f32>(sum_columns, 0, (a, b) => a + b));
  test("sum_columns_int", () => prove_columns<i32>(sum_columns_int, 0, (a, b) => a + b));
  test("max_columns", () => prove_columns<f32>(max_columns, -Infinity, (a, b) => max(a, b)));
  test("max_columns_int", () => prove_columns<i32>(max_columns_int, i32.MIN_VALUE, (a, b) => max(a, b)));
  test("min_columns", () => prove_columns<f32>(min_columns, Infinity, (a, b) => min(a, b)));
  test("min_columns_int", () => prove_columns<i32>(min_columns_int, i32.MAX_VALUE, (a, b) => min(a, b)));
  test("prod_columns", () => prove_columns<f32>(prod_columns, 1, (a, b) => a * b));
  test("prod_columns_int", () => prove_columns<i32>(prod_columns_int, 1, (a, b) => a * b));
  test("squares_columns", () => prove_columns<f32>(squares_columns, 0, (a, b) => a + b * b));

  test("prod_rows multiplies powers of 2", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const R = LENGTHS[l];
      const x = new StaticArray<f32>(R);
      let product: f32 = 1;
      for (let r = 0; r < R; r++) {
        x[r] = r % 3 == 0 ? -2 : r % 3 == 1 ? 0.5 : -1;
        product *= x[r];
      }
      const y = blank<f32>(1);
      prod_rows(address(y), address(x), R, R, 0, 1);
      expect_same(y, [product], "a row of " + R.toString());
    }
  });

  test("argmax", () => prove_argmax<f32, f32>(argmax, 1, -1));
  test("argmax_int", () => prove_argmax<i32, i32>(argmax_int, 0, -1));

  test("argmax takes the first NaN for the largest", () => {
    const x: StaticArray<f32> = [1, Infinity, NaN, 2, NaN, Infinity, -Infinity, NaN];
    const y = blank<i32>(2);
    argmax(address(y), address(x), 4, 2, 1, 0, 2);
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
