import { sum } from "../../src/ops/sum.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import * as baseline from "../baseline/rows.ts";
import type { Case, Suite } from "../case.ts";
import { both, indices, noise, results } from "../inputs.ts";

/** Softmax, sums and gathered rows. */
export const rows: Suite = {
  "softmax 4096x10": () => softmax(4096, 10),
  "softmax 64x1000": () => softmax(64, 1000),
  "sum 1048576": () => sums(1024, 1024),
  "sum rows 1024x1024": () => sums(1024, 1024, 1),
  "sum columns 1024x1024": () => sums(1024, 1024, 0),
  "sum columns 64x256": () => sums(64, 256, 0),
  "gather 1024 of 10000x64": () => gather(1024, 10000, 64),
};

function softmax(B: number, V: number): Case {
  const x = both(noise(B * V), B, V);
  const y = results(B, V);
  return {
    ours: () => launch.softmax(y.t.address, x.t.address, V, B),
    baseline: () => baseline.softmax(y.data, x.data, V),
    results: () => ({ got: y.t.data, want: y.data }),
    flops: 27 * B * V,
    elements: B * V,
  };
}

/** Σ over `axis` of [R, N], or over both. */
function sums(R: number, N: number, axis?: 0 | 1): Case {
  const x = both(noise(R * N), R, N);
  const y = new Float32Array(axis === undefined ? 1 : axis === 0 ? N : R);
  return {
    ours: () => sum(x.t, axis).dispose(),
    baseline: () => {
      if (axis === undefined) y[0] = baseline.sum(x.data);
      else if (axis === 0) baseline.sumColumns(y, x.data);
      else baseline.sumRows(y, x.data, N);
    },
    results: () => ({ got: sum(x.t, axis).data, want: y }),
    // A sum of numbers around 0 is small beside them.
    tolerance: 1e-3,
    flops: R * N,
    elements: R * N,
  };
}

function gather(I: number, R: number, N: number): Case {
  const x = both(noise(R * N), R, N);
  const y = results(I, N);
  const index = indices(I, R);
  const at = tensor(index);
  return {
    ours: () => launch.gather(y.t.address, x.t.address, at.address, R, I, N, I),
    baseline: () => baseline.gather(y.data, x.data, index, N),
    results: () => ({ got: y.t.data, want: y.data }),
    flops: 0,
    elements: I * N,
  };
}
