// Philox4x32-10, a counter-based generator: a block of four words is a function of a key and the block's number, so any
// part of a sequence can be made by itself, and made again.
//
// A generator is 16 bytes: the key (2 words), and the number of its next block (64 bits, the lower half of Philox's
// counter; the upper half is 0). src/base/philox.ts is the twin of this file.
//
// Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 5; constants of Random123.

/** Blocks made at once: enough to hide the latency of the products, and what sixteen registers hold. */
const STEP = 8;

/**
 * Writes `blocks` blocks to `out`, 16 bytes each, from `first` blocks behind the next one of `generator` on, and up to 112
 * bytes more.
 */
export function philox_words(out: usize, generator: usize, first: i32, blocks: i32): void {
  const key = v128.load64_splat(generator);
  const weyl = i32x4(0x9e3779b9, 0xbb67ae85, 0x9e3779b9, 0xbb67ae85);
  const two = i64x2.splat(2);
  let n = i64x2.add(v128.load64_splat(generator, 8), i64x2(<i64>first, <i64>first + 1));
  // A pair of blocks is two vectors: words 0 and 2 of both, and words 1 and 3 of both.
  for (; blocks > 0; blocks -= STEP, out += 16 * STEP) {
    let a = low_words(n),
      A = high_words(n);
    n = i64x2.add(n, two);
    let b = low_words(n),
      B = high_words(n);
    n = i64x2.add(n, two);
    let c = low_words(n),
      C = high_words(n);
    n = i64x2.add(n, two);
    let d = low_words(n),
      D = high_words(n);
    n = i64x2.add(n, two);
    let k = key;
    for (let round = 0; round < 10; round++) {
      const p = high_products(a, A, k),
        q = high_products(b, B, k),
        r = high_products(c, C, k),
        s = high_products(d, D, k);
      A = low_products(a);
      B = low_products(b);
      C = low_products(c);
      D = low_products(d);
      a = p;
      b = q;
      c = r;
      d = s;
      k = i32x4.add(k, weyl);
    }
    store_pair(out, a, A);
    store_pair(out + 32, b, B);
    store_pair(out + 64, c, C);
    store_pair(out + 96, d, D);
  }
}

/** Words 0 and 2 of the counters `n`. */
@inline
function low_words(n: v128): v128 {
  return v128.and(n, i64x2.splat(0xffffffff));
}

/** Words 1 and 3 of the counters `n`. */
@inline
function high_words(n: v128): v128 {
  return i64x2.shr_u(n, 32);
}


@inline
function multipliers(): v128 {
  return i32x4(0xd2511f53, 0xcd9e8d57, 0xd2511f53, 0xcd9e8d57);
}

/** Words 0 and 2 after a round: the upper halves of the products, crossed, with words 1 and 3 and the key. */
@inline
function high_products(even: v128, odd: v128, key: v128): v128 {
  const p = i64x2.extmul_low_i32x4_u(even, multipliers());
  const q = i64x2.extmul_high_i32x4_u(even, multipliers());
  return v128.xor(v128.xor(v128.shuffle<i32>(p, q, 3, 1, 7, 5), odd), key);
}

/** Words 1 and 3 after a round: the lower halves of the products, crossed. */
@inline
function low_products(even: v128): v128 {
  const p = i64x2.extmul_low_i32x4_u(even, multipliers());
  const q = i64x2.extmul_high_i32x4_u(even, multipliers());
  return v128.shuffle<i32>(p, q, 2, 0, 6, 4);
}


@inline
function store_pair(out: usize, even: v128, odd: v128): void {
  v128.store(out, v128.shuffle<i32>(even, odd, 0, 4, 1, 5));
  v128.store(out, v128.shuffle<i32>(even, odd, 2, 6, 3, 7), 16);
}
