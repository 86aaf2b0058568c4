import { normal4, write_constants } from "../math";
import { philox_words } from "../philox";
import {
  dropout,
  random_bernoulli,
  random_fork,
  random_integers,
  random_normal,
  random_permutation,
  random_take,
  random_uniform,
} from "../random";

const scratch = new StaticArray<u32>(2048);
const SCRATCH = changetype<usize>(scratch);

/** A generator: its key, and the number of its next block. */
function generator(k0: u32, k1: u32, counter: u64): StaticArray<u32> {
  return [k0, k1, <u32>counter, <u32>(counter >> 32)];
}

/** Block `counter` of a key, one multiplication after the other. */
function block(k0: u32, k1: u32, counter: u64): StaticArray<u32> {
  let a = <u32>counter,
    b = <u32>(counter >> 32),
    c: u32 = 0,
    d: u32 = 0;
  for (let round = 0; round < 10; round++) {
    const p = <u64>a * 0xd2511f53;
    const q = <u64>c * 0xcd9e8d57;
    a = (<u32>(q >> 32)) ^ b ^ k0;
    b = <u32>q;
    c = (<u32>(p >> 32)) ^ d ^ k1;
    d = <u32>p;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  return [a, b, c, d];
}

/** Word i of a generator. */
function word(g: StaticArray<u32>, i: i32): u32 {
  return block(g[0], g[1], ((<u64>g[2]) | ((<u64>g[3]) << 32)) + (i >> 2))[i & 3];
}

describe("philox", () => {
  test("gives the known answer of a key and a counter of zeros", () => {
    philox_words(SCRATCH, changetype<usize>(generator(0, 0, 0)), 0, 1);
    const expected: StaticArray<u32> = [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8];
    for (let i = 0; i < 4; i++) expect(scratch[i]).toBe(expected[i]);
  });

  test("matches the scalar form, also where the counter carries", () => {
    const starts: StaticArray<u64> = [0, 1, 0xfffffffe, 0xffffffff, 0x1fffffffffffff, 0xfffffffffffffffd];
    for (let s = 0; s < starts.length; s++) {
      const g = generator(0xa4093822, 0x299f31d0, starts[s]);
      for (let first = 0; first < 10; first += 3) {
        philox_words(SCRATCH, changetype<usize>(g), first, 19);
        for (let i = 0; i < 4 * 19; i++) expect(scratch[i]).toBe(word(g, i + 4 * first));
      }
    }
  });
});

describe("generator", () => {
  test("is saved, then moves on by the blocks of a draw", () => {
    const g = generator(3, 4, 0xfffffffe);
    const saved = new StaticArray<u32>(4);
    random_take(changetype<usize>(saved), changetype<usize>(g), 9, 0, 1);
    expect(saved[2]).toBe(0xfffffffe);
    expect(g[0]).toBe(3);
    expect(g[1]).toBe(4);
    expect(g[2]).toBe(1);
    expect(g[3]).toBe(1);
  });

  test("forks by half a block", () => {
    const g = generator(3, 4, 5);
    const child = generator(9, 9, 9);
    random_fork(changetype<usize>(child), changetype<usize>(g), SCRATCH, 0, 1);
    const expected = block(3, 4, 5);
    expect(child[0]).toBe(expected[0]);
    expect(child[1]).toBe(expected[1]);
    expect(child[2]).toBe(0);
    expect(child[3]).toBe(0);
    expect(g[2]).toBe(6);
  });
});

describe("draws", () => {
  beforeAll(write_constants);

  test("follow from their words", () => {
    const g = generator(1, 2, 3);
    const G = changetype<usize>(g);
    const n = 1031;
    const uniform = new StaticArray<f32>(n);
    const mask = new StaticArray<f32>(n);
    const kept = new StaticArray<f32>(n);
    const integers = new StaticArray<i32>(n);
    for (let i = 0; i < n; i++) kept[i] = <f32>i - 3;
    random_uniform(changetype<usize>(uniform), G, SCRATCH, -2, 6, 0, n);
    random_bernoulli(changetype<usize>(mask), G, SCRATCH, 0.25, 0, n);
    dropout(changetype<usize>(kept), changetype<usize>(kept), G, SCRATCH, 0.25, 0, n);
    random_integers(changetype<usize>(integers), G, SCRATCH, -5, 11, 0, n);
    for (let i = 0; i < n; i++) {
      const w = word(g, i);
      const u = <f32>(w >> 8) / 16777216;
      expect(uniform[i]).toBe(u * 8 - 2);
      expect(mask[i]).toBe(u < 0.25 ? 1 : 0);
      expect(kept[i]).toBe(u < 0.25 ? 4 * (<f32>i - 3) : 0 * (<f32>i - 3));
      expect(integers[i]).toBe(<i32>((<u64>w * 11) >> 32) - 5);
    }
  });

  test("uniform stays below its end", () => {
    // From 2²⁴ − 1 on, rounding takes every second number to 2²⁴.
    const y = new StaticArray<f32>(64);
    random_uniform(changetype<usize>(y), changetype<usize>(generator(0, 0, 0)), SCRATCH, 16777215, 16777216, 0, 64);
    for (let i = 0; i < 64; i++) expect(y[i]).toBe(16777215);
  });

  test("normal has the quantiles of a normal, on both sides", () => {
    const g = generator(7, 0, 0);
    const y = new StaticArray<f32>(2048);
    random_normal(changetype<usize>(y), changetype<usize>(g), SCRATCH, 0, 1, 0, 2048);
    for (let i = 0; i < 2048; i++) {
      // (2 Φ(z) − 1) · 2³¹ for z = 1, 2, 3.5.
      const w = <i32>word(g, i);
      expect(y[i] > 0).toBe(w >= 0);
      expect(y[i] > 1).toBe(w > 0x57625e88);
      expect(y[i] > 2).toBe(w > 0x7a2d0c1e);
      expect(y[i] > 3.5).toBe(w > 0x7ff0c121);
      expect(y[i] < -1).toBe(~w > 0x57625e88);
      expect(y[i] < -3.5).toBe(~w > 0x7ff0c121);
    }
  });

  test("normal4 is the quantile of its word, in the middle, on both sides of w = 5, and at the ends", () => {
    const words: StaticArray<i32> = [
      0x0, 0x1, 0x3e8, 0x40000000, 0x7d000000, 0x7f900000, 0x7f930000, 0x7fc60000, 0x7ffffff0, 0x7fffffff,
    ];
    // √2 erf⁻¹((word + ½) / 2³¹), by mpmath.
    const quantiles: StaticArray<f64> = [
      2.91809937292e-10, 8.75429811875e-10, 5.83911684521e-7, 0.674489750562, 2.26622681301, 2.92741101657,
      2.93584398307, 3.12633145847, 5.78577796547, 6.33795775455,
    ];
    for (let i = 0; i < words.length; i++) {
      const z = normal4(i32x4(words[i], ~words[i], 0, 0));
      const up = <f64>f32x4.extract_lane(z, 0);
      expect(abs(up / quantiles[i] - 1)).toBeLessThan(8e-7);
      expect(<f64>f32x4.extract_lane(z, 1)).toBe(-up);
    }
  });

  test("a permutation is Fisher and Yates's", () => {
    const g = generator(1, 2, 3);
    const n = 1500;
    const y = new StaticArray<i32>(n);
    const expected = new StaticArray<i32>(n);
    random_permutation(changetype<usize>(y), changetype<usize>(g), SCRATCH, n, 0, 1);
    for (let j = 0; j < n; j++) expected[j] = j;
    for (let j = n - 1; j > 0; j--) {
      const k = <i32>((<u64>word(g, n - 1 - j) * (j + 1)) >> 32);
      const value = expected[k];
      expected[k] = expected[j];
      expected[j] = value;
    }
    for (let j = 0; j < n; j++) expect(y[j]).toBe(expected[j]);
  });
});
