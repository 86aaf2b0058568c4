type Operand = Readonly<Float32Array>;

/** One step of a cell for a whole batch, between the products. Steps are [B, gates · U], one after the other. */
export interface Gates {
  readonly count: number;
  /** Gradients of what came from the input and from the state, [T, B, gates · U]: one array where they are the same. */
  readonly dz: Float32Array;
  readonly dproduct: Float32Array;
  /** The gradient of the state that goes around the product, [B, U]. */
  readonly through: Float32Array;
  /** z + bx and product + bh to the gates, which stay in z, and to the next state in h. */
  forward(t: number, h: Float32Array, z: Float32Array, product: Operand, bx: Operand, bh: Operand): void;
  /** From `dh`, through the product of the step behind, and dy[B, T, U]. */
  backward(t: number, h: Operand, z: Operand, dh: Operand, dy: Operand): void;
}

/** i, f, g, o. */
export class LSTM implements Gates {
  readonly count = 4;
  readonly dz: Float32Array;
  readonly dproduct: Float32Array;
  /** Of the cell here, as the state goes through the product alone. */
  readonly through: Float32Array;
  /** Cells before and behind each step, [T + 1, B, U], and the tanh of those behind. */
  readonly #c: Float32Array;
  readonly #tanh: Float32Array;
  readonly #B: number;
  readonly #T: number;
  readonly #U: number;

  constructor(B: number, T: number, U: number) {
    [this.#B, this.#T, this.#U] = [B, T, U];
    this.dz = this.dproduct = new Float32Array(T * B * 4 * U);
    this.through = new Float32Array(B * U);
    this.#c = new Float32Array((T + 1) * B * U);
    this.#tanh = new Float32Array(T * B * U);
  }

  forward(t: number, h: Float32Array, z: Float32Array, product: Operand, bx: Operand, bh: Operand): void {
    const [B, U, c, tanh] = [this.#B, this.#U, this.#c, this.#tanh];
    for (let b = 0; b < B; b++) {
      const state = (t * B + b) * U;
      const next = state + B * U;
      for (let u = 0, k = state * 4, p = b * 4 * U; u < U; u++, k++, p++) {
        const i = 1 / (1 + Math.exp(-(z[k]! + product[p]! + bx[u]! + bh[u]!)));
        const f = 1 / (1 + Math.exp(-(z[k + U]! + product[p + U]! + bx[u + U]! + bh[u + U]!)));
        const g = Math.tanh(z[k + 2 * U]! + product[p + 2 * U]! + bx[u + 2 * U]! + bh[u + 2 * U]!);
        const o = 1 / (1 + Math.exp(-(z[k + 3 * U]! + product[p + 3 * U]! + bx[u + 3 * U]! + bh[u + 3 * U]!)));
        z[k] = i;
        z[k + U] = f;
        z[k + 2 * U] = g;
        z[k + 3 * U] = o;
        const cell = (c[next + u] = f * c[state + u]! + i * g);
        h[next + u] = o * (tanh[state + u] = Math.tanh(cell));
      }
    }
  }

  backward(t: number, _h: Operand, z: Operand, dh: Operand, dy: Operand): void {
    const [B, T, U, c, tanh, dz, dc] = [this.#B, this.#T, this.#U, this.#c, this.#tanh, this.dz, this.through];
    for (let b = 0; b < B; b++) {
      const state = (t * B + b) * U;
      const y = (b * T + t) * U;
      for (let u = 0, k = state * 4, p = b * U; u < U; u++, k++, p++) {
        const i = z[k]!;
        const f = z[k + U]!;
        const g = z[k + 2 * U]!;
        const o = z[k + 3 * U]!;
        const v = tanh[state + u]!;
        const out = dh[p]! + dy[y + u]!;
        const cell = dc[p]! + out * o * (1 - v * v);
        dz[k] = cell * g * i * (1 - i);
        dz[k + U] = cell * c[state + u]! * f * (1 - f);
        dz[k + 2 * U] = cell * i * (1 - g * g);
        dz[k + 3 * U] = out * v * o * (1 - o);
        dc[p] = cell * f;
      }
    }
  }
}

/** r, z, n, the reset behind the product. */
export class GRU implements Gates {
  readonly count = 3;
  readonly dz: Float32Array;
  readonly dproduct: Float32Array;
  readonly through: Float32Array;
  /** n's part of the product, with its bias, [T, B, U]. */
  readonly #part: Float32Array;
  readonly #B: number;
  readonly #T: number;
  readonly #U: number;

  constructor(B: number, T: number, U: number) {
    [this.#B, this.#T, this.#U] = [B, T, U];
    this.dz = new Float32Array(T * B * 3 * U);
    this.dproduct = new Float32Array(T * B * 3 * U);
    this.through = new Float32Array(B * U);
    this.#part = new Float32Array(T * B * U);
  }

  forward(t: number, h: Float32Array, z: Float32Array, product: Operand, bx: Operand, bh: Operand): void {
    const [B, U, parts] = [this.#B, this.#U, this.#part];
    for (let b = 0; b < B; b++) {
      const state = (t * B + b) * U;
      for (let u = 0, k = state * 3, p = b * 3 * U; u < U; u++, k++, p++) {
        const r = 1 / (1 + Math.exp(-(z[k]! + product[p]! + bx[u]! + bh[u]!)));
        const keep = 1 / (1 + Math.exp(-(z[k + U]! + product[p + U]! + bx[u + U]! + bh[u + U]!)));
        const part = (parts[state + u] = product[p + 2 * U]! + bh[u + 2 * U]!);
        const n = Math.tanh(z[k + 2 * U]! + bx[u + 2 * U]! + r * part);
        z[k] = r;
        z[k + U] = keep;
        z[k + 2 * U] = n;
        h[state + B * U + u] = n + keep * (h[state + u]! - n);
      }
    }
  }

  backward(t: number, h: Operand, z: Operand, dh: Operand, dy: Operand): void {
    const [B, T, U, parts, through] = [this.#B, this.#T, this.#U, this.#part, this.through];
    const [dz, dproduct] = [this.dz, this.dproduct];
    for (let b = 0; b < B; b++) {
      const state = (t * B + b) * U;
      const y = (b * T + t) * U;
      for (let u = 0, k = state * 3, p = b * U; u < U; u++, k++, p++) {
        const r = z[k]!;
        const keep = z[k + U]!;
        const n = z[k + 2 * U]!;
        const out = dh[p]! + through[p]! + dy[y + u]!;
        const dn = out * (1 - keep) * (1 - n * n);
        dz[k] = dproduct[k] = dn * parts[state + u]! * r * (1 - r);
        dz[k + U] = dproduct[k + U] = out * (h[state + u]! - n) * keep * (1 - keep);
        dz[k + 2 * U] = dn;
        dproduct[k + 2 * U] = dn * r;
        through[p] = out * keep;
      }
    }
  }
}

/** One tanh. */
export class RNN implements Gates {
  readonly count = 1;
  readonly dz: Float32Array;
  readonly dproduct: Float32Array;
  /** Nothing. */
  readonly through = new Float32Array();
  readonly #B: number;
  readonly #T: number;
  readonly #U: number;

  constructor(B: number, T: number, U: number) {
    [this.#B, this.#T, this.#U] = [B, T, U];
    this.dz = this.dproduct = new Float32Array(T * B * U);
  }

  forward(t: number, h: Float32Array, z: Float32Array, product: Operand, bx: Operand, bh: Operand): void {
    const [B, U] = [this.#B, this.#U];
    for (let b = 0; b < B; b++) {
      for (let u = 0, k = (t * B + b) * U, p = b * U; u < U; u++, k++, p++) {
        h[k + B * U] = Math.tanh(z[k]! + product[p]! + bx[u]! + bh[u]!);
      }
    }
  }

  backward(t: number, h: Operand, _z: Operand, dh: Operand, dy: Operand): void {
    const [B, T, U, dz] = [this.#B, this.#T, this.#U, this.dz];
    for (let b = 0; b < B; b++) {
      for (let u = 0, k = (t * B + b) * U, p = b * U, y = (b * T + t) * U; u < U; u++, k++, p++, y++) {
        const v = h[k + B * U]!;
        dz[k] = (dh[p]! + dy[y]!) * (1 - v * v);
      }
    }
  }
}
