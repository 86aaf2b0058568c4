import { argsort, cumsum, logSumExp, median, min, norm, prod, sort, topK, variance } from "../../src/ops/index.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import * as baseline from "../baseline/reductions.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

type Baseline = (y: Float32Array, x: Float32Array, N: number) => void;

/** Reductions of rows, running sums, and order. */
export const reductions: Suite = {
  "variance rows 1024x1024": () => rows(1024, 1024, 1, (x) => variance(x, 1), baseline.variance, 5),
  "variance 1048576": () => rows(1, 2 ** 20, 1, (x) => variance(x, 1), baseline.variance, 5),
  "variance columns 1024x1024": () => columns(1024, 1024),
  "min rows 1024x1024": () => rows(1024, 1024, 1, (x) => min(x, 1), baseline.min, 1),
  "prod rows 1024x1024": () =>
    rows(
      1024,
      1024,
      1,
      (x) => prod(x, 1),
      baseline.prod,
      1,
      (v) => 1 + v / 100,
    ),
  "logSumExp rows 64x1000": () => rows(64, 1000, 1, (x) => logSumExp(x, 1), baseline.logSumExp, 20),
  "norm rows 1024x1024": () => rows(1024, 1024, 1, (x) => norm(x, 2, 1), baseline.norm, 2),
  "norm 1048576": () => rows(1, 2 ** 20, 1, (x) => norm(x, 2, 1), baseline.norm, 2),
  "cumsum rows 1024x1024": () => rows(1024, 1024, 1024, (x) => cumsum(x), baseline.cumsum, 1),
  "sort 1000x32": () => rows(1000, 32, 32, (x) => sort(x).values, baseline.sort, 0),
  "sort 64x1024": () => rows(64, 1024, 1024, (x) => sort(x).values, baseline.sort, 0),
  "sort 1048576": () => rows(1, 2 ** 20, 2 ** 20, (x) => sort(x).values, baseline.sort, 0),
  "argsort 64x1024": () => rows(64, 1024, 1024, (x) => argsort(x), baseline.argsort, 0),
  "topK 5 of 64x1000": () => rows(64, 1000, 5, (x) => topK(x, 5).values, top(5), 0),
  "topK 32 of 64x1000": () => rows(64, 1000, 32, (x) => topK(x, 32).values, top(32), 0),
  "topK 100 of 64x1000": () => rows(64, 1000, 100, (x) => topK(x, 100).values, top(100), 0),
  "median rows 64x1024": () => rows(64, 1024, 1, (x) => median(x, 1), baseline.median, 0),
  "median 1048576": () => rows(1, 2 ** 20, 1, (x) => median(x, 1), baseline.median, 0),
};

const top =
  (K: number): Baseline =>
  (y, x, N) =>
    baseline.topK(y, x, N, K);

/** K results from each of R rows of N numbers, `flops` operations a number. */
function rows(
  R: number,
  N: number,
  K: number,
  f: (x: Tensor) => Tensor,
  plain: Baseline,
  flops: number,
  number = (v: number) => v,
): Case {
  const x = both(noise(R * N).map(number), R, N);
  const y = new Float32Array(R * K);
  return {
    ours: () => scope(() => void f(x.t)),
    baseline: () => plain(y, x.data, N),
    results: () => ({ got: scope(() => f(x.t).data), want: y }),
    tolerance: 2e-5,
    flops: flops * R * N,
    elements: R * N,
  };
}

function columns(R: number, N: number): Case {
  const x = both(noise(R * N), R, N);
  const y = new Float32Array(N);
  return {
    ours: () => scope(() => void variance(x.t, 0)),
    baseline: () => baseline.varianceColumns(y, x.data),
    results: () => ({ got: scope(() => variance(x.t, 0).data), want: y }),
    flops: 5 * R * N,
    elements: R * N,
  };
}
