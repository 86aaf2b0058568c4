import { compare, compare_int, logic, select } from "../relation";
import { address, blank, expect_same, GRAIN, LENGTHS, whole } from "./helpers";

const scratch = new StaticArray<i32>(12);

/** Whether a relation of the kernels holds. */
function holds(relation: i32, a: i32, b: i32): bool {
  const is = ((relation & 1) != 0 && a < b) || ((relation & 2) != 0 && a == b);
  return ((relation & 4) != 0) != is;
}

/** Rows of N numbers in [2, 3, N] whose operands repeat along axes: bits of `which` say along which they do not. */
function prove_compare<T>(N: i32, which: i32, relation: i32): void {
  const items = 6 * N;
  const a = whole<T>(items, -3, 3);
  const b = whole<T>(items, -3, 3);
  const an = which & 1;
  const am = which & 2 ? (an ? N : 1) : 0;
  const bn = (which >> 2) & 1;
  const bm = which & 8 ? (bn ? N : 1) : 0;
  const expected = new StaticArray<i32>(items);
  for (let i = 0; i < items; i++) {
    const m = (i / N) % 3;
    const n = i % N;
    expected[i] = i32(holds(relation, <i32>a[m * am + n * an], <i32>b[m * bm + n * bn]));
  }
  const y = blank<i32>(items);
  const cut = items > GRAIN ? GRAIN : 0;
  for (let part = 0; part < 2; part++) {
    const from = part ? 0 : cut;
    const to = part ? cut : items;
    if (isFloat<T>()) {
      compare(address(y), address(a), address(b), address(scratch), 3, N, 0, am, an, 0, bm, bn, relation, from, to);
    } else {
      compare_int(address(y), address(a), address(b), address(scratch), 3, N, 0, am, an, 0, bm, bn, relation, from, to);
    }
  }
  expect_same(y, expected, "rows of " + N.toString() + ", operands " + which.toString());
}

describe("relation", () => {
  test("compare and compare_int", () => {
    for (let s = 0; s < LENGTHS.length; s++) {
      const N = LENGTHS[s];
      for (let which = 0; which < 16; which++) {
        if (N > 1 && !(which & 5)) continue;
        for (let relation = 1; relation < 8; relation++) {
          prove_compare<f32>(N, which, relation);
          prove_compare<i32>(N, which, relation);
        }
      }
    }
  });

  test("logic", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const a = whole<i32>(n, -1, 2);
      const b = whole<i32>(n, -1, 2);
      for (let relation = 1; relation < 8; relation++) {
        const y = blank<i32>(n);
        logic(address(y), address(a), address(b), address(scratch), 1, n, 0, 0, 1, 0, 0, 1, relation, 0, n);
        const expected = new StaticArray<i32>(n);
        for (let i = 0; i < n; i++) {
          const both = (relation & 1) != 0 && a[i] != 0 && b[i] != 0;
          const one = (relation & 2) != 0 && (a[i] != 0) != (b[i] != 0);
          expected[i] = i32((both || one) != ((relation & 4) != 0));
        }
        expect_same(y, expected, "logic " + n.toString());
      }
    }
  });

  test("select", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      for (let steps = 0; steps < 8; steps++) {
        const cx = steps & 1;
        const ax = (steps >> 1) & 1;
        const bx = steps >> 2;
        const c = whole<i32>(n, -1, 2);
        const a = whole<i32>(n);
        const b = whole<i32>(n);
        const y = blank<i32>(n);
        const cut = n > GRAIN ? GRAIN : 0;
        select(address(y), address(c), address(a), address(b), address(scratch), cx, ax, bx, cut, n);
        if (cut) select(address(y), address(c), address(a), address(b), address(scratch), cx, ax, bx, 0, cut);
        const expected = new StaticArray<i32>(n);
        for (let i = 0; i < n; i++) expected[i] = c[i * cx] ? a[i * ax] : b[i * bx];
        expect_same(y, expected, "select " + n.toString() + ", steps " + steps.toString());
      }
    }
  });
});
