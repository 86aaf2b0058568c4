// Recurrent networks step by step in float64, for the specs. Gradients come from differences.

import { gemm_pack } from "../gemm";
import { address, expect_close, noise } from "./helpers";

const STEP: f64 = 1e-5;
/** Roundings of a few steps and sums, and functions 7 ulp off. */
const ULPS: f64 = 40;

function sigmoid(x: f64): f64 {
  return 1 / (1 + Math.exp(-x));
}

function widened(x: StaticArray<f32>): StaticArray<f64> {
  const y = new StaticArray<f64>(x.length);
  for (let i = 0; i < y.length; i++) y[i] = <f64>x[i];
  return y;
}

/** A sequence [B, T, ·] with random numbers in all its operands; every third step is left out. */
export class Sequence {
  readonly z: StaticArray<f32>;
  readonly w: StaticArray<f32>;
  readonly bias: StaticArray<f32>;
  readonly h0: StaticArray<f32>;
  readonly c0: StaticArray<f32>;
  readonly dy: StaticArray<f32>;
  readonly dhn: StaticArray<f32>;
  readonly dcn: StaticArray<f32>;
  readonly mask: StaticArray<i32>;
  readonly scratch: StaticArray<f32> = new StaticArray<f32>(1 << 14);
  readonly items: i32;
  /** What comes out. */
  readonly y: StaticArray<f64>;
  readonly gates: StaticArray<f64>;
  h: StaticArray<f64> = [];
  c: StaticArray<f64> = [];

  /** `G` gates a unit: 4 are an LSTM, 3 a GRU, 1 is a plain network, with ReLU or tanh. */
  constructor(
    readonly G: i32,
    readonly relu: bool,
    readonly B: i32,
    readonly T: i32,
    readonly U: i32,
    readonly reverse: bool,
  ) {
    this.z = noise(B * T * G * U, -2, 2);
    this.w = noise(G * U * U, -0.5, 0.5);
    this.bias = noise(G * U);
    this.h0 = noise(B * U);
    this.c0 = noise(B * U);
    this.dy = noise(B * T * U);
    this.dhn = noise(B * U);
    this.dcn = noise(B * U);
    this.mask = new StaticArray<i32>(B * T);
    this.items = (B + 4) / 5;
    this.y = new StaticArray<f64>(B * T * U);
    this.gates = new StaticArray<f64>(B * T * G * U);
    for (let i = 0; i < B * T; i++) this.mask[i] = i % 3 == 1 ? 0 : i + 1;
  }

  /** The weights as the forward kernel wants them, or the backward one. */
  weights(forward: bool): StaticArray<f32> {
    const rows = this.G * this.U;
    if (forward && this.B == 1) return this.w;
    const out = new StaticArray<f32>(rows * this.U);
    const from = address(this.w);
    if (forward) gemm_pack(0, address(out), 0, from, 0, rows, this.U, 0, 1, 1, this.U, 0, rows / 8);
    else gemm_pack(0, address(out), 0, from, 0, this.U, rows, 0, 1, this.U, 1, 0, this.U / 8);
    return out;
  }

  /** Goes through all steps. */
  go(z: StaticArray<f64>, h0: StaticArray<f64>, c0: StaticArray<f64>): void {
    this.h = StaticArray.fromArray(h0.slice(0));
    this.c = StaticArray.fromArray(c0.slice(0));
    this.y.fill(0);
    this.gates.fill(0);
    for (let b = 0; b < this.B; b++) {
      for (let s = 0; s < this.T; s++) {
        const t = this.reverse ? this.T - 1 - s : s;
        if (this.mask[b * this.T + t]) this.step(z, b, b * this.T + t);
      }
    }
  }

  private step(z: StaticArray<f64>, b: i32, o: i32): void {
    const U = this.U;
    const before = this.h.slice(b * U, (b + 1) * U);
    for (let u = 0; u < U; u++) {
      const x = new StaticArray<f64>(this.G);
      const product = new StaticArray<f64>(this.G);
      for (let g = 0; g < this.G; g++) {
        const row = g * U + u;
        x[g] = z[(o * this.G + g) * U + u];
        product[g] = <f64>this.bias[row];
        for (let k = 0; k < U; k++) product[g] += before[k] * <f64>this.w[row * U + k];
      }
      const unit = b * U + u;
      if (this.G == 4) {
        for (let g = 0; g < 4; g++) x[g] = g == 2 ? Math.tanh(x[g] + product[g]) : sigmoid(x[g] + product[g]);
        this.c[unit] = x[1] * this.c[unit] + x[0] * x[2];
        this.h[unit] = x[3] * Math.tanh(this.c[unit]);
      } else if (this.G == 3) {
        x[0] = sigmoid(x[0] + product[0]);
        x[1] = sigmoid(x[1] + product[1]);
        x[2] = Math.tanh(x[2] + x[0] * product[2]);
        this.h[unit] = (1 - x[1]) * x[2] + x[1] * before[u];
      } else {
        x[0] = this.relu ? max(x[0] + product[0], 0) : Math.tanh(x[0] + product[0]);
        this.h[unit] = x[0];
      }
      for (let g = 0; g < this.G; g++) this.gates[(o * this.G + g) * U + u] = x[g];
      this.y[o * U + u] = this.h[unit];
    }
  }

  /** Fails unless a kernel left what comes out here. */
  expect_forward(y: StaticArray<f32>, hn: StaticArray<f32>, gates: StaticArray<f32>, what: string): void {
    this.go(widened(this.z), widened(this.h0), widened(this.c0));
    expect_close(y, this.y, ULPS, what + ", states");
    expect_close(hn, this.h, ULPS, what + ", last states");
    expect_close(gates, this.gates, ULPS, what + ", gates");
  }

  private loss(z: StaticArray<f64>, h0: StaticArray<f64>, c0: StaticArray<f64>): f64 {
    this.go(z, h0, c0);
    let sum: f64 = 0;
    for (let i = 0; i < this.y.length; i++) sum += this.y[i] * <f64>this.dy[i];
    for (let i = 0; i < this.h.length; i++) sum += this.h[i] * <f64>this.dhn[i] + this.c[i] * <f64>this.dcn[i];
    return sum;
  }

  /** Fails unless these are the gradients of z, whose first G of `changes` parts count, and of h0 and c0. */
  expect_backward(
    dz: StaticArray<f32>,
    changes: i32,
    dh0: StaticArray<f32>,
    dc0: StaticArray<f32>,
    what: string,
  ): void {
    const z = widened(this.z);
    const h0 = widened(this.h0);
    const c0 = widened(this.c0);
    const operands: StaticArray<f64>[] = [z, h0, c0];
    const got: StaticArray<f32>[] = [dz, dh0, dc0];
    for (let k = 0; k < (this.G == 4 ? 3 : 2); k++) {
      const x = operands[k];
      const dx = new StaticArray<f32>(x.length);
      const expected = new StaticArray<f64>(x.length);
      for (let i = 0; i < x.length; i++) {
        const was = x[i];
        x[i] = was + STEP;
        const above = this.loss(z, h0, c0);
        x[i] = was - STEP;
        expected[i] = (above - this.loss(z, h0, c0)) / (2 * STEP);
        x[i] = was;
        const row = this.G * this.U;
        dx[i] = k ? got[k][i] : dz[(i / row) * changes * this.U + (i % row)];
      }
      expect_close(dx, expected, ULPS, what + ", gradient of operand " + k.toString());
    }
  }
}
