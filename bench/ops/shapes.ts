import * as ops from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import * as baseline from "../baseline/shapes.ts";
import type { Case, Suite } from "../case.ts";
import { both, indices, noise } from "../inputs.ts";

/** Axes in another order, indices along an axis, borders. */
export const shapes: Suite = {
  "transpose 1024x1024": () => transpose(1, 1024, 1024),
  "transpose 64 of 60x60": () => transpose(64, 60, 60),
  "permute 32x28x28x64 to NCHW": () => transpose(32, 784, 64),
  "permute 32x64x28x28 to NHWC": () => transpose(32, 64, 784),
  "permute 8x224x224x3 to NCHW": () => transpose(8, 224 * 224, 3),
  "gather columns 512 of 1024x1000": () => gather(1024, 1000, 512),
  "takeAlongAxis rows 4096x8 of 4096x1000": () => takeRows(4096, 1000, 8),
  "takeAlongAxis columns 1024x64 of 256x64": () => takeColumns(256, 1024, 64),
  "scatterAdd rows 1024x64 to 1024x256": () => scatterRows(1024, 256, 64),
  "scatterAdd columns 1024x64 to 256x64": () => scatterColumns(256, 1024, 64),
  "pad 512 of 28x28 by 1": () => pad(512, 28, 28, 1),
  "roll rows 1024x1024": () => roll(1024, 1024, 100),
  "tril 1024x1024": () => tril(1024),
  "repeat 262144 numbers 4 times": () => repeat(262144, 4),
};

/** What `run` makes, beside what the baseline writes. */
function moves(run: () => Tensor, want: Float32Array, plain: () => void): Case {
  return {
    ours: () => run().dispose(),
    baseline: plain,
    results: () => ({ got: run().data, want }),
    flops: 0,
    elements: want.length,
  };
}

function transpose(B: number, M: number, N: number): Case {
  const x = both(noise(B * M * N), B, M, N);
  const y = new Float32Array(B * M * N);
  return moves(
    () => ops.transpose(x.t),
    y,
    () => baseline.transpose(y, x.data, M, N),
  );
}

function gather(L: number, R: number, I: number): Case {
  const x = both(noise(L * R), L, R);
  const index = indices(I, R);
  const at = tensor(index);
  const y = new Float32Array(L * I);
  return moves(
    () => ops.gather(x.t, at, 1),
    y,
    () => baseline.gatherColumns(y, x.data, index, R),
  );
}

function takeRows(L: number, R: number, I: number): Case {
  const x = both(noise(L * R), L, R);
  const index = indices(L * I, R);
  const at = tensor(index, [L, I]);
  const y = new Float32Array(L * I);
  return moves(
    () => ops.takeAlongAxis(x.t, at, 1),
    y,
    () => baseline.takeAlongRows(y, x.data, index, R, I),
  );
}

function takeColumns(R: number, I: number, N: number): Case {
  const x = both(noise(R * N), R, N);
  const index = indices(I * N, R);
  const at = tensor(index, [I, N]);
  const y = new Float32Array(I * N);
  return moves(
    () => ops.takeAlongAxis(x.t, at, 0),
    y,
    () => baseline.takeAlongColumns(y, x.data, index, N),
  );
}

function scatterRows(L: number, R: number, I: number): Case {
  const [x, source] = [both(noise(L * R), L, R), both(noise(L * I), L, I)];
  const index = indices(L * I, R);
  const at = tensor(index, [L, I]);
  const y = new Float32Array(L * R);
  return moves(
    () => ops.scatterAdd(x.t, 1, at, source.t),
    y,
    () => baseline.scatterAddRows(y, x.data, source.data, index, R, I),
  );
}

function scatterColumns(R: number, I: number, N: number): Case {
  const [x, source] = [both(noise(R * N), R, N), both(noise(I * N), I, N)];
  const index = indices(I * N, R);
  const at = tensor(index, [I, N]);
  const y = new Float32Array(R * N);
  return moves(
    () => ops.scatterAdd(x.t, 0, at, source.t),
    y,
    () => baseline.scatterAddColumns(y, x.data, source.data, index, N),
  );
}

function pad(B: number, H: number, W: number, width: number): Case {
  const x = both(noise(B * H * W), B, H, W);
  const y = new Float32Array(B * (H + 2 * width) * (W + 2 * width));
  const widths = [width, width] as const;
  return moves(
    () => ops.pad(x.t, [widths, widths]),
    y,
    () => baseline.pad(y, x.data, H, W, width),
  );
}

function roll(M: number, N: number, shift: number): Case {
  const x = both(noise(M * N), M, N);
  const y = new Float32Array(M * N);
  return moves(
    () => ops.roll(x.t, shift, 1),
    y,
    () => baseline.rollRows(y, x.data, N, shift),
  );
}

function tril(N: number): Case {
  const x = both(noise(N * N), N, N);
  const y = new Float32Array(N * N);
  return moves(
    () => ops.tril(x.t),
    y,
    () => baseline.tril(y, x.data, N),
  );
}

function repeat(n: number, count: number): Case {
  const x = both(noise(n), n);
  const y = new Float32Array(n * count);
  return moves(
    () => ops.repeat(x.t, count, 0),
    y,
    () => baseline.repeat(y, x.data, count),
  );
}
