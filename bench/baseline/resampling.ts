type Operand = Readonly<Float32Array>;

/** y = planes [H, W] twice as high and wide, each number four times. */
export function doubleNearest(y: Float32Array, x: Operand, H: number, W: number): void {
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let p = 0; p < 2 * H; p++) {
      const row = top + (p >> 1) * W;
      for (let q = 0; q < 2 * W; q++) y[k++] = x[row + (q >> 1)]!;
    }
  }
}

/** y = planes [H, W] twice as high and wide, between four numbers each, the edges kept. */
export function doubleBilinear(y: Float32Array, x: Operand, H: number, W: number): void {
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let p = 0; p < 2 * H; p++) {
      const v = Math.max((p + 0.5) / 2 - 0.5, 0);
      const h = Math.floor(v);
      const [upper, lower] = [top + h * W, top + Math.min(h + 1, H - 1) * W];
      const b = v - h;
      for (let q = 0; q < 2 * W; q++) {
        const u = Math.max((q + 0.5) / 2 - 0.5, 0);
        const w = Math.floor(u);
        const next = Math.min(w + 1, W - 1);
        const a = u - w;
        y[k++] =
          (x[upper + w]! * (1 - a) + x[upper + next]! * a) * (1 - b) +
          (x[lower + w]! * (1 - a) + x[lower + next]! * a) * b;
      }
    }
  }
}

/** cols = the 3 × 3 windows of planes [H, W] with a border of zeros, a row a tap. */
export function unfold(cols: Float32Array, x: Operand, H: number, W: number): void {
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let r = -1; r < 2; r++) {
      for (let s = -1; s < 2; s++) {
        for (let h = r; h < H + r; h++) {
          for (let w = s; w < W + s; w++) cols[k++] = h < 0 || h >= H || w < 0 || w >= W ? 0 : x[top + h * W + w]!;
        }
      }
    }
  }
}

/** x = the sums of the windows of `unfold`. */
export function fold(x: Float32Array, cols: Operand, H: number, W: number): void {
  x.fill(0);
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let r = -1; r < 2; r++) {
      for (let s = -1; s < 2; s++) {
        for (let h = r; h < H + r; h++) {
          for (let w = s; w < W + s; w++, k++) {
            if (h >= 0 && h < H && w >= 0 && w < W) x[top + h * W + w]! += cols[k]!;
          }
        }
      }
    }
  }
}
