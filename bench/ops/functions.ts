import * as ops from "../../src/ops/index.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import * as js from "../baseline/functions.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

const N = 65536;

/** Elementwise functions as a user calls them, named by their number of elements. Operations are counted as the kernels do them. */
export const functions: Suite = {
  "sin 65536": () => unary(ops.sin, js.sin, 36, 10),
  "tan 65536": () => unary(ops.tan, js.tan, 73, 1.5),
  "asin 65536": () => unary(ops.asin, js.asin, 20),
  "atan 65536": () => unary(ops.atan, js.atan, 22, 4),
  "sinh 65536": () => unary(ops.sinh, js.sinh, 26, 4),
  "erf 65536": () => unary(ops.erf, js.erf, 44, 3),
  "expm1 65536": () => unary(ops.expm1, js.expm1, 22, 4),
  "log1p 65536": () => unary(ops.log1p, js.log1p, 34),
  "abs 16384": () => unary(ops.abs, js.abs, 1, 1, 16384),
  "floor 16384": () => unary(ops.floor, js.floor, 1, 9, 16384),
  "clip 16384": () => unary((x) => ops.clip(x, { min: -0.5, max: 0.5 }), js.clip, 2, 1, 16384),
  "isFinite 16384": () => predicate((x) => ops.isFinite(x), js.isFinite, 16384),
  "less 16384": () => predicate(ops.less, js.less, 16384),
  "logicalAnd 16384": () => predicate(ops.logicalAnd, js.logicalAnd, 16384),
  "pow 65536": () => {
    const a = both(
      noise(N).map((x) => 1.01 + x),
      N,
    );
    const b = both(
      noise(N).map((x) => 4 * x),
      N,
    );
    const y = new Float32Array(N);
    return of(
      () => ops.pow(a.t, b.t),
      () => js.pow(y, a.data, b.data),
      y,
      60,
    );
  },
  "where 16384": () => {
    const [a, b] = [both(noise(16384), 16384), both(noise(16384), 16384)];
    const condition = ops.less(a.t, b.t);
    const chosen = condition.data as Int32Array;
    const y = new Float32Array(16384);
    return of(
      () => ops.where(condition, a.t, b.t),
      () => js.where(y, chosen, a.data, b.data),
      y,
      1,
    );
  },
};

/** An op of numbers in ±`size`. */
function unary(
  op: (x: Tensor) => Tensor,
  baseline: (y: Float32Array, x: Float32Array) => void,
  flops: number,
  size = 1,
  n = N,
): Case {
  const x = both(
    noise(n).map((v) => size * v),
    n,
  );
  const y = new Float32Array(n);
  return of(
    () => op(x.t),
    () => baseline(y, x.data),
    y,
    flops,
  );
}

/** A question about numbers in ±1. */
function predicate(
  op: (a: Tensor, b: Tensor) => Tensor,
  baseline: (y: Int32Array, a: Float32Array, b: Float32Array) => void,
  n: number,
): Case {
  const [a, b] = [both(noise(n), n), both(noise(n), n)];
  const y = new Int32Array(n);
  return of(
    () => op(a.t, b.t),
    () => baseline(y, a.data, b.data),
    y,
    1,
  );
}

function of(op: () => Tensor, baseline: () => void, y: Float32Array | Int32Array, flops: number): Case {
  return {
    ours: () => scope(() => void op()),
    baseline,
    results: () => ({ got: scope(() => op().data), want: y }),
    flops: flops * y.length,
    elements: y.length,
  };
}
