// Norms of gradients: launches alone, of fixed blocks, so that the bits do not depend on the number of threads.

import { checkValue } from "../../base/check.ts";
import { full } from "../../tensor/creation.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

/** Numbers that one partial result covers. */
const BLOCK = 4096;

/** Puts the numbers of each block at x together to one at y; see assembly/reduce.ts. */
type Rows = (y: number, x: number, R: number, block: number, items: number) => void;

/** Throws `ValueError` unless `p` is the order of a norm. */
export function checkOrder(op: string, name: string, p: number): void {
  checkValue(op, name, p, p > 0, "a number above 0, or Infinity");
}

/** The norm of order `p` of each tensor by itself: `[number of tensors]`. */
export function normOfEach(tensors: readonly Tensor[], p: number): Tensor {
  const y = new Tensor([tensors.length]);
  tensors.forEach((t, i) => {
    const parts = blocksOf(t);
    if (parts <= 1) sumBlocks(y.address + 4 * i, t, p);
    else {
      const partial = new Tensor([parts]);
      sumBlocks(partial.address, t, p);
      join(y.address + 4 * i, partial, p);
    }
  });
  return rooted(y, p);
}

/** The norm of order `p` of all numbers of the tensors together: `[]`. A launch for each, and one or two for all. */
export function normOfAll(tensors: readonly Tensor[], p: number): Tensor {
  const partial = new Tensor([tensors.reduce((parts, t) => parts + Math.max(1, blocksOf(t)), 0)]);
  let at = 0;
  for (const t of tensors) {
    sumBlocks(partial.address + 4 * at, t, p);
    at += Math.max(1, blocksOf(t));
  }
  const y = new Tensor([]);
  join(y.address, partial, p);
  return rooted(y, p);
}

function blocksOf(t: Tensor): number {
  return Math.ceil(t.size / BLOCK);
}

/** Writes Σ |t|ᵖ, or max |t|, of each block of `t`; 0 for a tensor of no numbers. */
function sumBlocks(y: number, t: Tensor, p: number): void {
  if (t.size === 0) launch.fill(y, 0, 1);
  else if (p === 2) launch.squares_rows(y, t.address, t.size, BLOCK, blocksOf(t));
  else {
    const powers = new Tensor([t.size]);
    launch.abs(powers.address, t.address, t.size);
    raise(powers, p);
    rowsOf(p)(y, powers.address, t.size, BLOCK, blocksOf(t));
    powers.dispose();
  }
}

/** Puts partial results together, frees them, and writes the one number that they come to. */
function join(y: number, partial: Tensor, p: number): void {
  const parts = blocksOf(partial);
  if (parts === 0) launch.fill(y, 0, 1);
  else if (parts === 1) rowsOf(p)(y, partial.address, partial.size, BLOCK, 1);
  else {
    const fewer = new Tensor([parts]);
    rowsOf(p)(fewer.address, partial.address, partial.size, BLOCK, parts);
    join(y, fewer, p);
  }
  partial.dispose();
}

function rowsOf(p: number): Rows {
  return p === Infinity ? launch.max_rows : launch.sum_rows;
}

/** `sums`, raised to 1 / p in place. */
function rooted(sums: Tensor, p: number): Tensor {
  if (p === 2) launch.sqrt(sums.address, sums.address, sums.size);
  else raise(sums, 1 / p);
  return sums;
}

/** x^p in place, for x ≥ 0; as it is for p = 1, and where p or 1 / p is infinite. */
function raise(x: Tensor, p: number): void {
  if (p === 1 || p === 0 || p === Infinity) return;
  const power = full([], p);
  launch.pow(x.address, x.address, power.address, 1, x.size, 0, 0, 1, 0, 0, 0, x.size);
  power.dispose();
}
