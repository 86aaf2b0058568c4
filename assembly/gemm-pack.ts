// Packing: a strip of a matrix becomes a panel [depth, width] whose rows follow each other, so that a tile reads it
// straight through. Strides count elements, so a transposed operand is the same call with its strides swapped.

import { at } from "./abi";
import { store_transposed } from "./simd";

/** out[depth, width] = x[depth, n] through strides, for width 5 or 8; columns n.. are zero. */
export function pack_panel(out: usize, x: usize, depth: i32, width: i32, n: i32, row: i32, col: i32): void {
  if (n == width && col == 1) {
    pack_rows(out, x, depth, width, row);
    return;
  }
  let k = 0;
  if (n == width && row == 1) {
    k = depth & ~3;
    pack_transposed(out, x, k, at(width), at(col));
    if (width == 8) pack_transposed(out + 16, x + at(4, col), k, at(8), at(col));
    else pack_column(out + 16, x + at(4, col), k, at(width));
  }
  for (out += at(k, width); k < depth; k++) {
    for (let j = 0; j < width; j++, out += 4) store<f32>(out, j < n ? load<f32>(x + at(k, row, j, col)) : 0);
  }
}

/** The rows of x are contiguous: copies 5 or 8 floats of each. */
function pack_rows(out: usize, x: usize, depth: i32, width: i32, row: i32): void {
  const ldx = at(row);
  if (width == 5) {
    for (; depth > 0; depth--, out += 20, x += ldx) {
      v128.store(out, v128.load(x));
      store<f32>(out, load<f32>(x, 16), 16);
    }
  } else {
    for (; depth > 0; depth--, out += 32, x += ldx) {
      v128.store(out, v128.load(x));
      v128.store(out, v128.load(x, 16), 16);
    }
  }
}

/** The columns of x are contiguous: transposes four of them, 4 × 4 at a time; `depth` is a multiple of 4. */
function pack_transposed(out: usize, x: usize, depth: i32, ldo: usize, ldx: usize): void {
  const x1 = x + ldx;
  const x2 = x1 + ldx;
  const x3 = x2 + ldx;
  for (let o: usize = 0, end = at(depth); o < end; o += 16, out += ldo << 2) {
    store_transposed(out, ldo, v128.load(x + o), v128.load(x1 + o), v128.load(x2 + o), v128.load(x3 + o));
  }
}

/** One contiguous column; `depth` is a multiple of 4. */
function pack_column(out: usize, x: usize, depth: i32, ldo: usize): void {
  for (const end = x + at(depth); x < end; x += 16, out += ldo << 2) {
    const v = v128.load(x);
    v128.store32_lane(out, v, 0);
    v128.store32_lane(out + ldo, v, 1);
    v128.store32_lane(out + 2 * ldo, v, 2);
    v128.store32_lane(out + 3 * ldo, v, 3);
  }
}
