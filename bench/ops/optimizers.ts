import { clipByGlobalNorm } from "../../src/optim/clip-by-global-norm.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import * as baseline from "../baseline/optimizers.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

/** As many as the first layer of a network for handwritten digits has. */
const N = 784 * 256;
const RATE = 1e-3;
const MOMENTUM = 0.9;

/** Updates of N parameters, the tick that derives the step's factors included. */
export const optimizers: Suite = {
  [`sgd ${N}`]: sgd,
  [`sgd momentum ${N}`]: sgdMomentum,
  [`adam ${N}`]: adam,
  "clip by global norm 1048576": clipped,
};

function sgd(): Case {
  const { w, dw, now } = operands();
  const cells = doubles(RATE, 0, 0);
  return {
    ours: () => {
      launch.sgd_tick(now.address, cells.address, 1);
      launch.sgd(w.t.address, dw.t.address, now.address, N);
    },
    baseline: () => baseline.sgd(w.data, dw.data, RATE),
    results: () => ({ got: w.t.data, want: w.data }),
    flops: 4 * N,
    elements: N,
  };
}

function sgdMomentum(): Case {
  const { w, dw, now } = operands();
  const v = { data: new Float32Array(N), t: zeros([N]) };
  const cells = doubles(RATE, MOMENTUM, 0);
  return {
    ours: () => {
      launch.sgd_tick(now.address, cells.address, 1);
      launch.sgd_momentum(w.t.address, v.t.address, dw.t.address, now.address, 0, N);
    },
    baseline: () => baseline.sgdMomentum(w.data, v.data, dw.data, RATE, MOMENTUM),
    results: () => ({ got: w.t.data, want: w.data }),
    flops: 8 * N,
    elements: N,
  };
}

function adam(): Case {
  const { w, dw, now } = operands();
  const m = { data: new Float32Array(N), t: zeros([N]) };
  const v = { data: new Float32Array(N), t: zeros([N]) };
  const cells = doubles(RATE, 0.9, 0.999, 1e-8, 0, 1, 1);
  let t = 0;
  return {
    ours: () => {
      launch.adam_tick(cells.address, now.address, 1);
      launch.adam(w.t.address, m.t.address, v.t.address, dw.t.address, now.address, N);
    },
    baseline: () => baseline.adam(w.data, m.data, v.data, dw.data, RATE, ++t),
    results: () => ({ got: w.t.data, want: w.data }),
    flops: 15 * N,
    elements: N,
  };
}

/** As many numbers as a network of eight square layers has. */
function clipped(): Case {
  const n = 2 ** 17;
  const grads = Array.from({ length: 8 }, () => both(noise(n), n));
  const y = grads.map(() => new Float32Array(n));
  const map = new Map(grads.map(({ t }) => [t, t]));
  return {
    ours: () => scope(() => void clipByGlobalNorm(map, 1)),
    baseline: () =>
      baseline.clipByGlobalNorm(
        y,
        grads.map(({ data }) => data),
        1,
      ),
    results: () => ({ got: [...clipByGlobalNorm(map, 1).grads.values()].at(-1)!.data, want: y.at(-1)! }),
    flops: 3 * 8 * n,
    elements: 8 * n,
  };
}

function operands() {
  return { w: both(noise(N), N), dw: both(noise(N), N), now: zeros([8]) };
}

/** Float64 cells, as pairs of words. */
function doubles(...values: number[]) {
  return tensor(new Int32Array(Float64Array.from(values).buffer));
}
