import { cdist } from "../../src/ops/cdist.ts";
import { einsum } from "../../src/ops/einsum.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { multiply, rows, transposed } from "../../src/ops/support/matrix.ts";
import { ones } from "../../src/tensor/creation.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import * as distance from "../baseline/distance.ts";
import {
  matrix,
  multiply as multiplyInJavaScript,
  multiplyMany,
  scores as scoresOf,
  transpose,
} from "../baseline/matmul.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise, results } from "../inputs.ts";

/** Which operands are stored transposed. */
type Layout = "NN" | "NT" | "TN";

/** M × K × N of the products: square ones, and those of dense layers. */
const SIZES = [
  [1024, 1024, 1024],
  [256, 256, 256],
  [64, 784, 256],
  [32, 512, 128],
] as const;

/** Batches of a layer with 1024² weights. */
const FEW_ROWS = [1, 2, 4, 8, 16, 32];

/** Many small products at once: batches × M × K × N, for M = K = N. */
const BATCHES = [
  [256, 16],
  [64, 64],
] as const;

/** M rows from N rows of D numbers: vectors, and points in space. */
const DISTANCES = [
  [512, 512, 64],
  [1000, 1000, 3],
  [20000, 1, 64],
] as const;

/** Matrix products, named by layout and M × K × N. */
export const products: Suite = Object.fromEntries([
  ...SIZES.flatMap(([M, K, N]) => (["NN", "NT", "TN"] as const).map((layout) => entry(layout, M, K, N))),
  ...FEW_ROWS.map((M) => entry("NT", M, 1024, 1024)),
  ...DISTANCES.map(([M, N, D]) => [`cdist ${M}x${N}x${D}`, () => distances(M, N, D)] as const),
  ["cdist backward 512x512x64", () => distancesBackward(512, 512, 64)],
  ["einsum bthd,bshd->bhts 8x64x4x32", () => scores(8, 64, 4, 32)],
  ...BATCHES.map(([L, n]) => [`matmul ${L} of ${n}x${n}x${n}`, () => batches(L, n)] as const),
]);

function entry(layout: Layout, M: number, K: number, N: number): [string, Suite[string]] {
  const make = () => product(layout, M, K, N);
  // The baseline takes a second for each of these.
  const slow = M === 1024 && layout !== "NN";
  return [`matmul ${layout} ${M}x${K}x${N}`, slow ? { slow: make } : make];
}

function product(layout: Layout, M: number, K: number, N: number): Case {
  const a = layout === "TN" ? both(noise(K * M), K, M) : both(noise(M * K), M, K);
  const b = layout === "NT" ? both(noise(N * K), N, K) : both(noise(K * N), K, N);
  const c = results(M, N);
  const A = layout === "TN" ? transposed(rows(a.t)) : rows(a.t);
  const B = layout === "NT" ? transposed(rows(b.t)) : rows(b.t);
  const left = layout === "TN" ? transpose(a.data, M) : matrix(a.data, K);
  const right = layout === "NT" ? transpose(b.data, K) : matrix(b.data, N);
  return {
    ours: () => multiply(c.t, A, B),
    baseline: () => multiplyInJavaScript(c.data, left, right, M, N, K),
    results: () => ({ got: c.t.data, want: c.data }),
    flops: 2 * M * N * K,
  };
}

function batches(L: number, n: number): Case {
  const a = both(noise(L * n * n), L, n, n);
  const b = both(noise(L * n * n), L, n, n);
  const c = new Float32Array(L * n * n);
  return {
    ours: () => matmul(a.t, b.t).dispose(),
    baseline: () => multiplyMany(c, a.data, b.data, n, n, n),
    results: () => ({ got: matmul(a.t, b.t).data, want: c }),
    flops: 2 * L * n ** 3,
  };
}

/** Attention's scores: heads lie between the axes of the product. */
function scores(B: number, T: number, A: number, D: number): Case {
  const a = both(noise(B * T * A * D), B, T, A, D);
  const b = both(noise(B * T * A * D), B, T, A, D);
  const c = new Float32Array(B * A * T * T);
  const run = () => einsum("bthd,bshd->bhts", a.t, b.t);
  return {
    ours: () => run().dispose(),
    baseline: () => scoresOf(c, a.data, b.data, B, T, A, D),
    results: () => ({ got: run().data, want: c }),
    flops: 2 * B * A * T * T * D,
  };
}

function distances(M: number, N: number, D: number): Case {
  const a = both(noise(M * D), M, D);
  const b = both(noise(N * D), N, D);
  const y = new Float32Array(M * N);
  return {
    ours: () => cdist(a.t, b.t).dispose(),
    baseline: () => distance.cdist(y, a.data, b.data, D),
    results: () => ({ got: cdist(a.t, b.t).data, want: y }),
    flops: 3 * M * N * D,
  };
}

function distancesBackward(M: number, N: number, D: number): Case {
  const a = both(noise(M * D), M, D);
  const b = both(noise(N * D), N, D);
  const y = cdist(a.t, b.t);
  const distances = y.data as Float32Array;
  const dy = ones([M, N]);
  const da = results(M, D);
  return {
    ours: () =>
      launch.distances_backward(da.t.address, a.t.address, b.t.address, dy.address, y.address, M, N, D, N, 1, 2, M),
    baseline: () => distance.cdistBackward(da.data, a.data, b.data, distances, D),
    results: () => ({ got: da.t.data, want: da.data }),
    flops: 3 * M * N * D,
  };
}
