/** A stream of 32-bit numbers: xoshiro128**, the usual choice for one. Source: Blackman & Vigna, 2018. */
export class Random {
  readonly #state = new Uint32Array([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef]);

  next(): number {
    const s = this.#state;
    const s1 = s[1]!;
    let r = Math.imul(s1, 5);
    r = Math.imul((r << 7) | (r >>> 25), 9);
    const t = s1 << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s1;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = (s[3]! << 11) | (s[3]! >>> 21);
    return r >>> 0;
  }

  /** Numbers in [0, 1). */
  uniform(y: Float32Array): void {
    for (let i = 0; i < y.length; i++) y[i] = (this.next() >>> 8) / 2 ** 24;
  }

  /** Numbers of mean 0 and variance 1, by Box and Muller. */
  normal(y: Float32Array): void {
    for (let i = 0; i < y.length; i += 2) {
      const radius = Math.sqrt(-2 * Math.log((this.next() + 1) / 2 ** 32));
      const angle = (2 * Math.PI * this.next()) / 2 ** 32;
      y[i] = radius * Math.cos(angle);
      if (i + 1 < y.length) y[i + 1] = radius * Math.sin(angle);
    }
  }
}
