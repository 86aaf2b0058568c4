import { gradients, record, variable } from "../../src/autograd/tape.ts";
import * as ops from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import * as baseline from "../baseline/pooling.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

/** Windows over images, forwards and backwards. */
export const pooling: Suite = {
  "max pool 2x2 32x64x28x28": () => maxPairs(32, 64, 28, 28),
  "max pool 2x2 gradient 32x64x28x28": () => maxGradient(32, 64, 28, 2, 2, 0),
  "max pool 3x3/2 32x64x28x28": () => max(32, 64, 28, 3, 2, 1),
  "max pool 3x3/2 gradient 32x64x28x28": () => maxGradient(32, 64, 28, 3, 2, 1),
  "max pool 3x3/1 32x64x28x28": () => max(32, 64, 28, 3, 1, 1),
  "avg pool 2x2 32x64x28x28": () => avg(32, 64, 28, 2, 2, 0),
  "avg pool 2x2 gradient 32x64x28x28": () => avgGradient(32, 64, 28, 2, 2, 0),
  "avg pool 3x3/2 32x64x28x28": () => avg(32, 64, 28, 3, 2, 1),
  "avg pool 3x3/2 gradient 32x64x28x28": () => avgGradient(32, 64, 28, 3, 2, 1),
};

/** What `run` makes, beside what the baseline writes. */
function makes(run: () => Tensor, want: Float32Array, plain: () => void, beside: Case["beside"] = {}): Case {
  return {
    ours: () => run().dispose(),
    baseline: plain,
    results: () => ({ got: run().data, want }),
    flops: 0,
    elements: want.length,
    beside,
  };
}

/** dx alone, for a dy that is given. */
function gradientOf(f: (x: Tensor) => Tensor, x: Tensor, dy: Tensor): () => Tensor {
  const v = variable(x.view(x.shape));
  const y = f(v);
  const zero = tensor([0]);
  const loss = record("weigh", zero, [y], () => [dy]);
  return () => scope(() => gradients(loss, { of: [v], retain: true }).get(v)!);
}

function slideOf(size: number, side: number, stride: number, padding: number): baseline.Slide {
  const P = Math.floor((side + 2 * padding - size) / stride) + 1;
  return { H: side, W: side, size, stride, padding, P, Q: P };
}

function maxPairs(B: number, C: number, H: number, W: number): Case {
  const x = both(noise(B * C * H * W), B, C, H, W);
  const y = new Float32Array((B * C * H * W) / 4);
  const copy = tensor(x.data, [B, C, H, W]);
  return makes(
    () => ops.maxPool2d(x.t, 2),
    y,
    () => baseline.maxPoolPairs(y, x.data, H, W),
    { "memory.copy": () => launch.copy(copy.address, x.t.address, x.t.size) },
  );
}

function max(B: number, C: number, side: number, size: number, stride: number, padding: number): Case {
  const s = slideOf(size, side, stride, padding);
  const x = both(noise(B * C * side * side), B, C, side, side);
  const y = new Float32Array(B * C * s.P * s.Q);
  return makes(
    () => ops.maxPool2d(x.t, size, { stride, padding }),
    y,
    () => baseline.maxPool(y, x.data, s),
  );
}

function maxGradient(B: number, C: number, side: number, size: number, stride: number, padding: number): Case {
  const s = slideOf(size, side, stride, padding);
  const x = both(noise(B * C * side * side), B, C, side, side);
  const dy = both(noise(B * C * s.P * s.Q), B, C, s.P, s.Q);
  const dx = new Float32Array(x.data.length);
  return makes(
    gradientOf((v) => ops.maxPool2d(v, size, { stride, padding }), x.t, dy.t),
    dx,
    () => baseline.maxPoolGradient(dx, dy.data, x.data, s),
  );
}

function avg(B: number, C: number, side: number, size: number, stride: number, padding: number): Case {
  const s = slideOf(size, side, stride, padding);
  const x = both(noise(B * C * side * side), B, C, side, side);
  const y = new Float32Array(B * C * s.P * s.Q);
  return makes(
    () => ops.avgPool2d(x.t, size, { stride, padding }),
    y,
    () => baseline.avgPool(y, x.data, s),
  );
}

function avgGradient(B: number, C: number, side: number, size: number, stride: number, padding: number): Case {
  const s = slideOf(size, side, stride, padding);
  const x = both(noise(B * C * side * side), B, C, side, side);
  const dy = both(noise(B * C * s.P * s.Q), B, C, s.P, s.Q);
  const dx = new Float32Array(x.data.length);
  return makes(
    gradientOf((v) => ops.avgPool2d(v, size, { stride, padding }), x.t, dy.t),
    dx,
    () => baseline.avgPoolGradient(dx, dy.data, s),
  );
}
