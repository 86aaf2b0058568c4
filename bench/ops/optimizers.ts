import { clipByGlobalNorm } from "../../src/optim/clip-by-global-norm.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import * as baseline from "../baseline/optimizers.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

/** Parameters of an update: more than caches hold. */
const N = 2 ** 20;

/** An update of N parameters, the tick that derives the step's factors included. */
interface Update {
  readonly cells: readonly number[];
  readonly buffers: number;
  readonly tick: (cells: number, now: number) => void;
  /** Launches it for the addresses of the parameter, its buffers, the gradient and the factors. */
  readonly launch: (w: number, buffers: readonly number[], dw: number, now: number) => void;
  readonly baseline: (w: Float32Array, buffers: readonly Float32Array[], dw: Float32Array, t: number) => void;
  /** Operations for each number. */
  readonly flops: number;
}

const settings =
  (n: number) =>
  (cells: number, now: number): void =>
    launch.settings_tick(now, cells, n, 1);
const ADAM = [1e-3, 0.9, 0.999, 1e-8, 0, 0, 1, 1];

const UPDATES: Readonly<Record<string, Update>> = {
  sgd: {
    cells: [1e-3, 0, 0, 0, 0],
    buffers: 0,
    tick: (cells, now) => launch.sgd_tick(cells, now, 1),
    launch: (w, _, dw, now) => launch.sgd(w, 0, dw, now, 0, N),
    baseline: (w, _, dw) => baseline.sgd(w, dw, 1e-3),
    flops: 4,
  },
  "sgd momentum": {
    cells: [1e-3, 0.9, 0, 0, 0],
    buffers: 1,
    tick: (cells, now) => launch.sgd_tick(cells, now, 1),
    launch: (w, [v], dw, now) => launch.sgd(w, v!, dw, now, 0, N),
    baseline: (w, [v], dw) => baseline.sgdMomentum(w, v!, dw, 1e-3, 0.9),
    flops: 8,
  },
  adam: {
    cells: ADAM,
    buffers: 2,
    tick: (cells, now) => launch.adam_tick(cells, now, 0, 1),
    launch: (w, [m, v], dw, now) => launch.adam(w, m!, v!, 0, dw, now, N),
    baseline: (w, [m, v], dw, t) => baseline.adam(w, m!, v!, dw, 1e-3, t),
    flops: 15,
  },
  amsgrad: {
    cells: ADAM,
    buffers: 3,
    tick: (cells, now) => launch.adam_tick(cells, now, 0, 1),
    launch: (w, [m, v, top], dw, now) => launch.adam(w, m!, v!, top!, dw, now, N),
    baseline: (w, [m, v, top], dw, t) => baseline.amsgrad(w, m!, v!, top!, dw, 1e-3, t),
    flops: 16,
  },
  adamax: {
    cells: ADAM,
    buffers: 2,
    tick: (cells, now) => launch.adam_tick(cells, now, 0, 1),
    launch: (w, [m, u], dw, now) => launch.adamax(w, m!, u!, dw, now, N),
    baseline: (w, [m, u], dw, t) => baseline.adamax(w, m!, u!, dw, 1e-3, t),
    flops: 10,
  },
  adagrad: {
    cells: [1e-3, 0, 1e-10, 0, 0],
    buffers: 1,
    tick: (cells, now) => launch.adagrad_tick(cells, now, 1),
    launch: (w, [s], dw, now) => launch.adagrad(w, s!, dw, now, N),
    baseline: (w, [s], dw) => baseline.adagrad(w, s!, dw, 1e-3),
    flops: 7,
  },
  rmsprop: {
    cells: [1e-3, 0.99, 0.01, 1e-8, 0, 0],
    buffers: 1,
    tick: settings(6),
    launch: (w, [s], dw, now) => launch.rmsprop(w, s!, 0, 0, dw, now, N),
    baseline: (w, [s], dw) => baseline.rmsprop(w, s!, dw, 1e-3),
    flops: 9,
  },
  "rmsprop centred momentum": {
    cells: [1e-3, 0.99, 0.01, 1e-2, 0, 0.9],
    buffers: 3,
    tick: settings(6),
    launch: (w, [s, m, v], dw, now) => launch.rmsprop(w, s!, m!, v!, dw, now, N),
    baseline: (w, [s, m, v], dw) => baseline.rmspropCentred(w, s!, m!, v!, dw, 1e-3),
    flops: 16,
  },
  adadelta: {
    cells: [1, 0.9, 0.1, 1e-6, 0],
    buffers: 2,
    tick: settings(5),
    launch: (w, [s, a], dw, now) => launch.adadelta(w, s!, a!, dw, now, N),
    baseline: (w, [s, a], dw) => baseline.adadelta(w, s!, a!, dw, 1),
    flops: 14,
  },
  rprop: {
    cells: [1e-2, 1e-2, 0.5, 1.2, 1e-6, 50],
    buffers: 2,
    tick: settings(6),
    launch: (w, [before, size], dw, now) => launch.rprop(w, before!, size!, dw, now, N),
    baseline: (w, [before, size], dw) => baseline.rprop(w, before!, size!, dw),
    flops: 6,
  },
  lion: {
    cells: [1e-4, 0.9, 0.1, 0.99, 0.01, 0],
    buffers: 1,
    tick: settings(6),
    launch: (w, [m], dw, now) => launch.lion(w, m!, dw, now, N),
    baseline: (w, [m], dw) => baseline.lion(w, m!, dw, 1e-4),
    flops: 10,
  },
};

export const optimizers: Suite = {
  ...Object.fromEntries(Object.entries(UPDATES).map(([name, update]) => [`${name} ${N}`, () => caseOf(update)])),
  "clip by global norm 1048576": clipped,
};

/** Beside a copy of half as many words as the update reads and writes: that moves as many bytes. */
function caseOf({ cells, buffers, tick, launch: run, baseline: plain, flops }: Update): Case {
  const [w, dw] = [both(noise(N), N), both(noise(N), N)];
  // What a rule starts with matters little; a size of steps may not be 0.
  const kept = Array.from({ length: buffers }, () => both(new Float32Array(N).fill(1e-2), N));
  const state = doubles(...cells);
  const now = zeros([10]);
  const words = ((2 + buffers + 1 + buffers) * N) / 2;
  const [from, to] = [zeros([words]), zeros([words])];
  let t = 0;
  return {
    ours: () => {
      tick(state.address, now.address);
      run(
        w.t.address,
        kept.map((buffer) => buffer.t.address),
        dw.t.address,
        now.address,
      );
    },
    baseline: () =>
      plain(
        w.data,
        kept.map(({ data }) => data),
        dw.data,
        ++t,
      ),
    results: () => ({ got: w.t.data, want: w.data }),
    flops: flops * N,
    elements: N,
    beside: { copy: () => launch.copy(to.address, from.address, words) },
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

/** Float64 cells, as pairs of words. */
function doubles(...values: number[]) {
  return tensor(new Int32Array(Float64Array.from(values).buffer));
}
