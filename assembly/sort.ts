// Order along rows of V contiguous numbers. Kernels here know int32 keys, which `order_keys` makes of float32, and give
// indices in [0, V), by which `take_rows` fetches the numbers. Items are rows, unless said otherwise.

import { at, In, Out, Scratch } from "./abi";
import { map_plain_with } from "./elementwise";

/** The key of NaN, above all others. */
const NAN_KEY: i32 = i32.MAX_VALUE;

class OrderKeys {

  @inline lanes(x: v128, flip: v128): v128 {
    // Adding 0 makes 0 of −0; below 0, larger bits mean smaller numbers.
    const bits = f32x4.add(x, f32x4.splat(0));
    const key = v128.xor(bits, i32x4.shr_u(i32x4.shr_s(bits, 31), 1));
    return v128.xor(v128.bitselect(i32x4.splat(NAN_KEY), key, f32x4.ne(x, x)), flip);
  }
}

/**
 * y = int32 keys in the order of float32 x; zeros are equal, NaN is equal to itself and above ∞. `flip` is 0, or −1 to turn
 * the order round. Items: elements.
 * @grain 16
 */
export function order_keys(y: Out, x: In, flip: i32, from: i32, to: i32): void {
  map_plain_with<OrderKeys>(y, x, i32x4.splat(flip), from, to);
}

/**
 * index[i, :] = the first K of what sorts keys[i, :] in ascending order; equals stay in theirs. Radix sort, the least byte
 * first; a byte that all keys share costs nothing. `work`: 4·V words a row, whatever they hold, or 0 for the thread's scratch, if V ≤ 65,280.
 * @cost 24 * V
 */
export function sort_rows(index: Out, work: Out, keys: In, scratch: Scratch, V: i32, K: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    sort_row(index + at(i, K), keys + at(i, V), work ? work + at(i, V << 2) : scratch + 4096, scratch, V, K);
  }
}

function sort_row(index: usize, keys: usize, work: usize, counts: usize, V: i32, K: i32): void {
  const bytes = (<usize>V) << 3;
  let a = work;
  let b = work + bytes;
  memory.fill(counts, 0, 4096);
  for (let i = 0; i < V; i++) {
    // Pairs of key and index; with the sign turned round, bytes compare as they should.
    const key = load<u32>(keys + at(i)) ^ 0x80000000;
    const pair = a + ((<usize>i) << 3);
    store<u32>(pair, key);
    store<i32>(pair, i, 4);
    count(counts, key & 255);
    count(counts + 1024, (key >> 8) & 255);
    count(counts + 2048, (key >> 16) & 255);
    count(counts + 3072, key >> 24);
  }
  for (let shift: u64 = 0; shift < 32; shift += 8, counts += 1024) {
    if (!to_places(counts, b, V)) continue;
    for (const end = a + bytes; a < end; a += 8) {
      const pair = load<u64>(a);
      const c = counts + (((<usize>(pair >> shift)) & 255) << 2);
      const place = load<usize>(c);
      store<u64>(place, pair);
      store<usize>(c, place + 8);
    }
    a -= bytes;
    const c = a;
    a = b;
    b = c;
  }
  for (let k = 0; k < K; k++) store<i32>(index + at(k), load<i32>(a + ((<usize>k) << 3), 4));
}


@inline
function count(counts: usize, byte: u32): void {
  const c = counts + ((<usize>byte) << 2);
  store<i32>(c, load<i32>(c) + 1);
}

/** Turns 256 counts into the addresses where their pairs begin. False, and nothing of use, if one has all V. */
function to_places(counts: usize, place: usize, V: i32): bool {
  for (let c = counts; c < counts + 1024; c += 4) {
    const n = load<i32>(c);
    if (n == V) return false;
    store<usize>(c, place);
    place += (<usize>n) << 3;
  }
  return true;
}

/**
 * index[i, :] = the first K of what sorts keys[i, :] in ascending order, by insertion, for K ≤ V of at most a few dozen.
 * @cost 2 * V + K * K
 */
export function top_rows(index: Out, keys: In, scratch: Scratch, V: i32, K: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) top_row(index + at(i, K), keys + at(i, V), scratch, V, K);
}

/** Keeps the least so far as pairs: the key in the upper half, so that among equals the first is the least. */
function top_row(index: usize, keys: usize, list: usize, V: i32, K: i32): void {
  const last = list + ((<usize>(K - 1)) << 3);
  let end = list;
  for (let i = 0; i < V; i++) {
    const key = load<i32>(keys + at(i));
    if (end <= last) end += 8;
    else {
      const bound = load<i32>(last, 4);
      if (key >= bound) {
        // Most are: look at eight at once.
        const b = i32x4.splat(bound);
        for (; i + 8 < V; i += 8) {
          const p = keys + at(i);
          if (v128.any_true(v128.or(i32x4.lt_s(v128.load(p, 4), b), i32x4.lt_s(v128.load(p, 20), b)))) break;
        }
        continue;
      }
    }
    const pair = ((<i64>key) << 32) | (<i64>i);
    let p = end - 8;
    for (; p > list; p -= 8) {
      const before = load<i64>(p - 8);
      if (before < pair) break;
      store<i64>(p, before);
    }
    store<i64>(p, pair);
  }
  for (let k = 0; k < K; k++) store<i32>(index + at(k), load<i32>(list + ((<usize>k) << 3)));
}

/**
 * index[i] = where the lower median of keys[i, :] stands, number (V − 1) >> 1 in ascending order; the first of equals. With
 * `nan`, the first NaN if there is one. Found byte by byte from the upper end.
 * @cost 8 * V
 */
export function median_rows(index: Out, keys: In, scratch: Scratch, V: i32, nan: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<i32>(index + at(i), median_of(keys + at(i, V), scratch, V, nan));
}

function median_of(keys: usize, counts: usize, V: i32, nan: i32): i32 {
  let rank = (V - 1) >> 1;
  let known: u32 = 0;
  if (nan) {
    const at_nan = place_of(keys, V, NAN_KEY);
    if (at_nan < V) return at_nan;
  }
  for (let shift = 24; shift >= 0; shift -= 8) {
    memory.fill(counts, 0, 1024);
    for (let i = 0; i < V; i++) {
      const key = load<u32>(keys + at(i)) ^ 0x80000000;
      const c = counts + (((<usize>(key >> shift)) & 255) << 2);
      // Those whose upper bytes are the median's.
      store<i32>(c, load<i32>(c) + i32((key ^ known) >> shift < 256));
    }
    let c = counts;
    for (; rank >= load<i32>(c); c += 4) rank -= load<i32>(c);
    known |= ((<u32>(c - counts)) >> 2) << shift;
  }
  return place_of(keys, V, known ^ 0x80000000);
}

/** The index of the first `key`, V if there is none. */
function place_of(keys: usize, V: i32, key: i32): i32 {
  let i = 0;
  while (i < V && load<i32>(keys + at(i)) != key) i++;
  return i;
}

/**
 * y[i, k] = x[i, index[i, k]], words of either dtype, for indices that the kernels above made: they are not checked.
 * @cost 2 * K
 */
export function take_rows(y: Out, x: In, index: In, V: i32, K: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const row = x + at(i, V);
    for (let o = at(i, K), end = at(i + 1, K); o < end; o += 4)
      store<i32>(y + o, load<i32>(row + at(load<i32>(index + o))));
  }
}

/**
 * dx[i, index[i, k]] = dy[i, k], 0 elsewhere, for y = take_rows(x) with no index twice.
 * @cost V + 2 * K
 */
export function take_rows_backward(dx: Out, dy: In, index: In, V: i32, K: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const row = dx + at(i, V);
    memory.fill(row, 0, at(V));
    for (let o = at(i, K), end = at(i + 1, K); o < end; o += 4)
      store<f32>(row + at(load<i32>(index + o)), load<f32>(dy + o));
  }
}
