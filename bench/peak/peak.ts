// The machine's own peak: multiply-adds between registers and nothing else.
//
// Without fused instructions a chain waits for a multiplication and an addition in turn, six cycles and more, while two of
// each can start in every cycle. So it takes fourteen chains to keep the units busy; with the multiplier and the loop's
// own needs that is every register there is.

import { madd } from "../../assembly/simd";

/** Floating-point operations of one turn of the loop. */
export const OPERATIONS: i32 = 14 * 4 * 2;

/** n turns of fourteen multiply-adds. The result only keeps the compiler from leaving them out. */
export function peak(n: i32): f32 {
  const x = f32x4.splat(0.5); // every chain tends to 1: neither overflow nor denormals
  let a = x,
    b = x,
    c = x,
    d = x,
    e = x,
    f = x,
    g = x,
    h = x,
    i = x,
    j = x,
    k = x,
    l = x,
    o = x,
    p = x;
  for (; n > 0; n--) {
    a = madd(x, a, x);
    b = madd(x, b, x);
    c = madd(x, c, x);
    d = madd(x, d, x);
    e = madd(x, e, x);
    f = madd(x, f, x);
    g = madd(x, g, x);
    h = madd(x, h, x);
    i = madd(x, i, x);
    j = madd(x, j, x);
    k = madd(x, k, x);
    l = madd(x, l, x);
    o = madd(x, o, x);
    p = madd(x, p, x);
  }
  a = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h)));
  a = f32x4.add(a, f32x4.add(f32x4.add(f32x4.add(i, j), f32x4.add(k, l)), f32x4.add(o, p)));
  return f32x4.extract_lane(a, 0);
}
