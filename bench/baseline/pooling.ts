type Operand = Readonly<Float32Array>;

/** y = the largest of each 2 × 2 of planes [H, W]. */
export function maxPoolPairs(y: Float32Array, x: Operand, H: number, W: number): void {
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let p = 0; p + 1 < H; p += 2) {
      for (let q = 0; q + 1 < W; q += 2) {
        const i = top + p * W + q;
        let m = x[i]!;
        if (x[i + 1]! > m) m = x[i + 1]!;
        if (x[i + W]! > m) m = x[i + W]!;
        if (x[i + W + 1]! > m) m = x[i + W + 1]!;
        y[k++] = m;
      }
    }
  }
}

/** dx of `maxPoolPairs`: the first of the largest takes dy. */
export function maxPoolPairsGradient(dx: Float32Array, dy: Operand, x: Operand, H: number, W: number): void {
  dx.fill(0);
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let p = 0; p + 1 < H; p += 2) {
      for (let q = 0; q + 1 < W; q += 2) {
        const i = top + p * W + q;
        let best = i;
        if (x[i + 1]! > x[best]!) best = i + 1;
        if (x[i + W]! > x[best]!) best = i + W;
        if (x[i + W + 1]! > x[best]!) best = i + W + 1;
        dx[best] = dy[k++]!;
      }
    }
  }
}

/** A window over planes [H, W], of size × size. */
export interface Slide {
  readonly H: number;
  readonly W: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly P: number;
  readonly Q: number;
}

/** y = the largest of each window. */
export function maxPool(y: Float32Array, x: Operand, { H, W, size, stride, padding, P, Q }: Slide): void {
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let p = 0; p < P; p++) {
      const [h0, h1] = [Math.max(p * stride - padding, 0), Math.min(p * stride - padding + size, H)];
      for (let q = 0; q < Q; q++) {
        const [w0, w1] = [Math.max(q * stride - padding, 0), Math.min(q * stride - padding + size, W)];
        let m = -Infinity;
        for (let h = h0; h < h1; h++) {
          for (let w = w0; w < w1; w++) {
            const v = x[top + h * W + w]!;
            if (v > m) m = v;
          }
        }
        y[k++] = m;
      }
    }
  }
}

/** dx of `maxPool`: the first of the largest takes dy. */
export function maxPoolGradient(dx: Float32Array, dy: Operand, x: Operand, s: Slide): void {
  const { H, W, size, stride, padding, P, Q } = s;
  dx.fill(0);
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let p = 0; p < P; p++) {
      const [h0, h1] = [Math.max(p * stride - padding, 0), Math.min(p * stride - padding + size, H)];
      for (let q = 0; q < Q; q++) {
        const [w0, w1] = [Math.max(q * stride - padding, 0), Math.min(q * stride - padding + size, W)];
        let m = -Infinity;
        let best = 0;
        for (let h = h0; h < h1; h++) {
          for (let w = w0; w < w1; w++) {
            const i = top + h * W + w;
            if (x[i]! > m) {
              m = x[i]!;
              best = i;
            }
          }
        }
        dx[best]! += dy[k++]!;
      }
    }
  }
}

/** y = the mean of each window, zeros around the planes counted. */
export function avgPool(y: Float32Array, x: Operand, { H, W, size, stride, padding, P, Q }: Slide): void {
  for (let top = 0, k = 0; top < x.length; top += H * W) {
    for (let p = 0; p < P; p++) {
      const [h0, h1] = [Math.max(p * stride - padding, 0), Math.min(p * stride - padding + size, H)];
      for (let q = 0; q < Q; q++) {
        const [w0, w1] = [Math.max(q * stride - padding, 0), Math.min(q * stride - padding + size, W)];
        let sum = 0;
        for (let h = h0; h < h1; h++) for (let w = w0; w < w1; w++) sum += x[top + h * W + w]!;
        y[k++] = sum / (size * size);
      }
    }
  }
}

/** dx of `avgPool`. */
export function avgPoolGradient(dx: Float32Array, dy: Operand, s: Slide): void {
  const { H, W, size, stride, padding, P, Q } = s;
  dx.fill(0);
  for (let top = 0, k = 0; top < dx.length; top += H * W) {
    for (let p = 0; p < P; p++) {
      const [h0, h1] = [Math.max(p * stride - padding, 0), Math.min(p * stride - padding + size, H)];
      for (let q = 0; q < Q; q++) {
        const [w0, w1] = [Math.max(q * stride - padding, 0), Math.min(q * stride - padding + size, W)];
        const share = dy[k++]! / (size * size);
        for (let h = h0; h < h1; h++) for (let w = w0; w < w1; w++) dx[top + h * W + w]! += share;
      }
    }
  }
}
