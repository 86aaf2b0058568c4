import { median_rows, order_keys, sort_rows, take_rows, take_rows_backward, top_rows } from "../sort";
import { address, blank, expect_same, LENGTHS, whole } from "./helpers";

/** The counts, and the pairs of the longest row here. */
const SCRATCH = new StaticArray<u64>(512 + 2 * 300);

/** The first K of what sorts each row, by repeated search. */
function order(keys: StaticArray<i32>, V: i32, K: i32): StaticArray<i32> {
  const index = new StaticArray<i32>((keys.length / V) * K);
  for (let i = 0; i < keys.length / V; i++) {
    for (let a = 0; a < V; a++) {
      let place = 0;
      for (let b = 0; b < V; b++) {
        const other = keys[i * V + b];
        if (other < keys[i * V + a] || (other == keys[i * V + a] && b < a)) place++;
      }
      if (place < K) index[i * K + place] = a;
    }
  }
  return index;
}

function keys_of(n: i32, kind: i32): StaticArray<i32> {
  if (kind == 0) return whole<i32>(n, -3, 3);
  if (kind == 1) return whole<i32>(n, -2000000000, 2000000000);
  const x = new StaticArray<i32>(n);
  for (let i = 0; i < n; i++) x[i] = kind == 2 ? -i : i * 1000;
  return x;
}

function prove(kind: i32): void {
  for (let l = 0; l < LENGTHS.length; l++) {
    const V = LENGTHS[l];
    const K = V > 2 ? V - 2 : V;
    const keys = keys_of(3 * V, kind);
    const index = blank<i32>(3 * K);
    sort_rows(address(index), 0, address(keys), address(SCRATCH), V, K, 1, 3);
    sort_rows(address(index), 0, address(keys), address(SCRATCH), V, K, 0, 1);
    expect_same(index, order(keys, V, K), "sorted in scratch, " + V.toString());
    const work = blank<i32>(3 * 4 * V);
    const given = blank<i32>(3 * K);
    sort_rows(address(given), address(work), address(keys), address(SCRATCH), V, K, 0, 3);
    expect_same(given, index, "sorted in memory, " + V.toString());
    const top = blank<i32>(3 * K);
    top_rows(address(top), address(keys), address(SCRATCH), V, K, 2, 3);
    top_rows(address(top), address(keys), address(SCRATCH), V, K, 0, 2);
    expect_same(top, index, "the first of " + V.toString());
    const middle = blank<i32>(3);
    median_rows(address(middle), address(keys), address(SCRATCH), V, 0, 1, 3);
    median_rows(address(middle), address(keys), address(SCRATCH), V, 0, 0, 1);
    const all = order(keys, V, V);
    for (let i = 0; i < 3; i++) {
      const median = keys[i * V + all[i * V + ((V - 1) >> 1)]];
      let first = 0;
      while (keys[i * V + first] != median) first++;
      expect(middle[i]).toBe(first, "the median of " + V.toString());
    }
  }
}

describe("sort", () => {
  test("sort_rows, top_rows and median_rows, keys that tie", () => prove(0));
  test("sort_rows, top_rows and median_rows, any keys", () => prove(1));
  test("sort_rows, top_rows and median_rows, falling keys", () => prove(2));
  test("sort_rows, top_rows and median_rows, rising keys", () => prove(3));

  test("median_rows lets NaN win", () => {
    const keys: StaticArray<i32> = [1, i32.MAX_VALUE, 0, 2, i32.MAX_VALUE];
    const y = blank<i32>(1);
    median_rows(address(y), address(keys), address(SCRATCH), 5, 1, 0, 1);
    expect(y[0]).toBe(1);
    median_rows(address(y), address(keys), address(SCRATCH), 5, 0, 0, 1);
    expect(y[0]).toBe(3);
  });

  test("order_keys", () => {
    const x: StaticArray<f32> = [-Infinity, -1, -1e-40, 1e-40, 1, Infinity, NaN, 0, -0];
    const y = blank<i32>(9);
    const z = blank<i32>(9);
    order_keys(address(y), address(x), 0, 0, 9);
    order_keys(address(z), address(x), -1, 0, 9);
    for (let i = 1; i < 7; i++) expect(y[i] > y[i - 1]).toBe(true, i.toString());
    for (let i = 0; i < 9; i++) expect(z[i]).toBe(~y[i]);
    expect(y[7]).toBe(0);
    expect(y[8]).toBe(0);
    expect(y[6]).toBe(i32.MAX_VALUE);
  });

  test("take_rows and take_rows_backward", () => {
    const x: StaticArray<f32> = [1, 2, 3, 4, 5, 6];
    const index: StaticArray<i32> = [2, 0, 1, 2];
    const y = blank<f32>(4);
    take_rows(address(y), address(x), address(index), 3, 2, 1, 2);
    take_rows(address(y), address(x), address(index), 3, 2, 0, 1);
    expect_same(y, [3, 1, 5, 6], "taken");
    const dx = blank<f32>(6);
    take_rows_backward(address(dx), address(y), address(index), 3, 2, 1, 2);
    take_rows_backward(address(dx), address(y), address(index), 3, 2, 0, 1);
    expect_same(dx, [1, 0, 3, 0, 5, 6], "put back");
  });
});
