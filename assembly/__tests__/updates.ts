// What the specs of optimizers share: a step of a kernel beside its rule in float64.

import { address, expect_close, expect_same, LENGTHS, noise } from "./helpers";

/** Most buffers that a rule keeps. */
const BUFFERS = 3;

type Kernel = (w: usize, a: usize, b: usize, c: usize, dw: usize, now: usize, from: i32, to: i32) => void;

/** A rule for one number: `x` holds the parameter and its buffers, which it changes, and then the gradient. */
type Rule = (x: StaticArray<f64>, now: StaticArray<f32>) => void;

/** Proves a kernel at every length, whole and in two parts. Buffers are positive, as sums of squares are. */
export function prove_update(kernel: Kernel, now: StaticArray<f32>, rule: Rule): void {
  for (let l = 0; l < LENGTHS.length; l++) {
    const n = LENGTHS[l];
    const dw = noise(n);
    const x: StaticArray<f32>[] = [noise(n)];
    for (let k = 0; k < BUFFERS; k++) x.push(noise(n, 0.25, 1));
    const parts = x.map<StaticArray<f32>>((a) => a.slice<StaticArray<f32>>());
    const expected = x.map<StaticArray<f64>>((a) => new StaticArray<f64>(a.length));
    for (let i = 0; i < n; i++) {
      const one = new StaticArray<f64>(BUFFERS + 2);
      for (let k = 0; k <= BUFFERS; k++) one[k] = x[k][i];
      one[BUFFERS + 1] = dw[i];
      rule(one, now);
      for (let k = 0; k <= BUFFERS; k++) expected[k][i] = one[k];
    }
    apply(kernel, x, dw, now, 0, n);
    const cut = n > 16 ? 16 : 0;
    apply(kernel, parts, dw, now, cut, n);
    if (cut) apply(kernel, parts, dw, now, 0, cut);
    for (let k = 0; k <= BUFFERS; k++) {
      const what = "operand " + k.toString() + " of " + n.toString();
      expect_close(x[k], expected[k], 4, what);
      expect_same(parts[k], x[k], what);
    }
  }
}

function apply(
  kernel: Kernel,
  x: StaticArray<f32>[],
  dw: StaticArray<f32>,
  now: StaticArray<f32>,
  from: i32,
  to: i32,
): void {
  kernel(address(x[0]), address(x[1]), address(x[2]), address(x[3]), address(dw), address(now), from, to);
}
