type Operand = Readonly<Float32Array>;

/** y[i, j] = the distance of row i of a from row j of b, for rows of D numbers: four rows of b at a time. */
export function cdist(y: Float32Array, a: Operand, b: Operand, D: number): void {
  const N = b.length / D;
  for (let i = 0, at = 0; at < y.length; i += D) {
    let j = 0;
    for (; j + 4 * D <= b.length; j += 4 * D) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let d = 0; d < D; d++) {
        const x = a[i + d]!;
        const d0 = x - b[j + d]!;
        const d1 = x - b[j + D + d]!;
        const d2 = x - b[j + 2 * D + d]!;
        const d3 = x - b[j + 3 * D + d]!;
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      y[at++] = Math.sqrt(s0);
      y[at++] = Math.sqrt(s1);
      y[at++] = Math.sqrt(s2);
      y[at++] = Math.sqrt(s3);
    }
    for (; j < N * D; j += D) {
      let s = 0;
      for (let d = 0; d < D; d++) s += (a[i + d]! - b[j + d]!) ** 2;
      y[at++] = Math.sqrt(s);
    }
  }
}

/** The gradient of `cdist` by a, for dy = 1: Σ over j of (a − b) / y. */
export function cdistBackward(da: Float32Array, a: Operand, b: Operand, y: Operand, D: number): void {
  const N = b.length / D;
  da.fill(0);
  for (let i = 0; i * D < a.length; i++) {
    for (let j = 0; j < N; j++) {
      const distance = y[i * N + j]!;
      if (distance === 0) continue;
      const share = 1 / distance;
      for (let d = 0; d < D; d++) da[i * D + d]! += share * (a[i * D + d]! - b[j * D + d]!);
    }
  }
}
