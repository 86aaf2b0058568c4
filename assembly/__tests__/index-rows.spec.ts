import { ERROR } from "../control";
import { gather, one_hot, scatter_add, take_along_axis } from "../index-rows";
import { address, blank, expect_same, whole } from "./helpers";

/** The address of the record, which the kernels only pass on. */
const RECORD: usize = 4096;
const BAD: StaticArray<i32> = [-1, 4, i32.MAX_VALUE, i32.MIN_VALUE];

/** Fails unless `index` was reported as not below 4. */
function expect_report(index: i32): void {
  expect(load<i32>(ERROR)).toBe(1);
  expect(load<usize>(ERROR, 4)).toBe(RECORD);
  expect(load<i32>(ERROR, 8)).toBe(index);
  expect(load<i32>(ERROR, 12)).toBe(4);
  store<i32>(ERROR, 0);
}

// x [2, 4, N] and five indices: rows 3, 0, 2, 0 and one that the test chooses.
function prove_gather(last: i32, N: i32): void {
  const index: StaticArray<i32> = [3, 0, last, 2, 0];
  const x = whole<f32>(8 * N);
  const y = blank<f32>(10 * N);
  gather(address(y), address(x), address(index), RECORD, 4, 5, N, 3, 10);
  gather(address(y), address(x), address(index), RECORD, 4, 5, N, 0, 3);
  const dy = whole<f32>(10 * N);
  const dx = new StaticArray<f32>(8 * N);
  const cut = N > 16 ? 16 : 0;
  scatter_add(address(dx), address(dy), address(index), RECORD, 4, 5, N, 1, 0, cut, 2 * N);
  if (cut) scatter_add(address(dx), address(dy), address(index), RECORD, 4, 5, N, 1, 0, 0, cut);
  const expected = new StaticArray<f32>(10 * N);
  const gradient = new StaticArray<f32>(8 * N);
  for (let row = 0; row < 10; row++) {
    const r = index[row % 5];
    if (r < 0 || r >= 4) continue;
    for (let n = 0; n < N; n++) {
      const from = ((row / 5) * 4 + r) * N + n;
      expected[row * N + n] = x[from];
      gradient[from] += dy[row * N + n];
    }
  }
  expect_same(y, expected, "rows");
  expect_same(dx, gradient, "gradient");
}

// x [2, 4, N], and for each element of [2, 3, N] an index, of which one is `last`.
function prove_elements<T>(last: i32, N: i32): void {
  const items = 6 * N;
  const index = whole<i32>(items, 0, 4);
  index[items - 2] = last;
  const x = whole<T>(8 * N);
  const y = blank<T>(items);
  const cut = N > 2 ? 16 : 0;
  take_along_axis(address(y), address(x), address(index), RECORD, 4, 3, N, cut, items);
  if (cut) take_along_axis(address(y), address(x), address(index), RECORD, 4, 3, N, 0, cut);
  const sums = whole<T>(8 * N);
  const taken = new StaticArray<T>(items);
  const expected = StaticArray.slice(sums);
  for (let k = 0; k < items; k++) {
    const r = index[k];
    if (r < 0 || r >= 4) continue;
    const place = ((k / (3 * N)) * 4 + r) * N + (k % N);
    taken[k] = x[place];
    expected[place] += y[k];
  }
  scatter_add(address(sums), address(y), address(index), RECORD, 4, 3, N, 0, i32(isInteger<T>()), 0, 2 * N);
  expect_same(y, taken, "elements");
  expect_same(sums, expected, "sums");
}

describe("index-rows", () => {
  test("gather copies rows, its gradient sums them", () => {
    for (let N = 1; N < 40; N += 6) prove_gather(1, N);
    expect(load<i32>(ERROR)).toBe(0);
  });

  test("gather reports a bad index and skips it", () => {
    for (let i = 0; i < BAD.length; i++) {
      prove_gather(BAD[i], 3);
      expect_report(BAD[i]);
    }
  });

  test("take_along_axis takes elements, scatter_add adds to them", () => {
    for (let N = 1; N < 40; N += 6) {
      prove_elements<f32>(1, N);
      prove_elements<i32>(3, N);
    }
    expect(load<i32>(ERROR)).toBe(0);
    for (let i = 0; i < BAD.length; i++) {
      prove_elements<f32>(BAD[i], 5);
      expect_report(BAD[i]);
    }
  });

  test("one_hot marks a class, and reports one that is not", () => {
    const y = blank<f32>(12);
    for (let i = 0; i < BAD.length; i++) {
      const index: StaticArray<i32> = [3, BAD[i], 0];
      one_hot(address(y), address(index), RECORD, 4, 1, 3);
      one_hot(address(y), address(index), RECORD, 4, 0, 1);
      expect_report(BAD[i]);
      expect_same(y, [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0], "rows");
    }
  });
});
