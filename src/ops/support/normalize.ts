// What batch, group and instance normalization share: moments of groups of planes, and planes scaled by them.

import { record } from "../../autograd/tape.ts";
import { checkValue } from "../../base/check.ts";
import { bitsOf } from "../../tensor/creation.ts";
import { checkDType, checkShape } from "../../tensor/check.ts";
import type { Persistent } from "../../tensor/persistent.ts";
import { formatShape } from "../../tensor/shape.ts";
import { ShapeError } from "../../base/errors.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { sum } from "../sum.ts";

/** Statistics over batches, which training moves on and evaluation uses. */
export interface RunningStatistics {
  /** Mean and unbiased variance of each channel, `[C]`. */
  readonly mean: Persistent;
  readonly variance: Persistent;
  /** How many batches there were, int32 `[]`. */
  readonly batches: Persistent;
}

/** Options of normalizations that may keep running statistics. */
export interface RunningOptions {
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
  /** Statistics over batches; default none. */
  readonly running?: RunningStatistics | null;
  /** Whether `x` is normalized by its own statistics, which move the running ones on; else by the running ones. Default true. */
  readonly training?: boolean;
  /** How far a batch moves the running statistics, from 0 to 1; null for the mean of all batches. Default 0.1. */
  readonly momentum?: number | null;
}

/** [L, P, S]: planes of S numbers, of which K, in all L, make a group with one mean; weights repeat after C planes. */
export interface Planes {
  readonly L: number;
  readonly P: number;
  readonly S: number;
  readonly K: number;
  readonly C: number;
}

/** Throws unless `x` is float32 [B, C, …], both weights are [C] or null, and epsilon is a number from 0 on. Answers the sizes. */
export function checkChannels(
  op: string,
  x: Tensor,
  weight: Tensor | null,
  bias: Tensor | null,
  epsilon: number,
): { B: number; C: number; S: number } {
  if (x.rank < 2) throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected [B, C, ...]`);
  const [B, C] = x.shape as [number, number];
  for (const [name, t] of Object.entries({ x, weight, bias })) if (t !== null) checkDType(op, name, t, "float32");
  for (const [name, t] of Object.entries({ weight, bias })) if (t !== null) checkShape(op, name, t, "C", { C });
  checkEpsilon(op, epsilon);
  return { B, C, S: x.shape.slice(2).reduce((a, b) => a * b, 1) };
}

/** Throws `ValueError` unless `epsilon` is a number from 0 on. */
export function checkEpsilon(op: string, epsilon: number): void {
  checkValue(op, "epsilon", epsilon, epsilon >= 0 && epsilon < Infinity, "a finite number from 0 on");
}

/** Throws unless running statistics fit C channels, and momentum is a number from 0 to 1 or null. */
export function checkRunning(
  op: string,
  C: number,
  running: RunningStatistics | null,
  momentum: number | null | undefined,
): void {
  const isMomentum = momentum === null || (momentum! >= 0 && momentum! <= 1);
  checkValue(op, "momentum", momentum, isMomentum, "a number from 0 to 1, or null");
  if (running === null) return;
  for (const name of ["mean", "variance"] as const) {
    checkShape(op, `running.${name}`, running[name], "C", { C });
    checkDType(op, `running.${name}`, running[name], "float32");
  }
  const { batches } = running;
  checkDType(op, "running.batches", batches, "int32");
  if (batches.rank !== 0) throw new ShapeError(`${op}: running.batches is ${formatShape(batches.shape)}, expected []`);
}

/**
 * y = (x − mean) / √(variance + ε) · w + b, with the moments of x's own groups, or those of `given`. `seen` gets the moments [3, G] of
 * the groups while they are there.
 */
export function normalizePlanes(
  op: string,
  x: Tensor,
  weight: Tensor | null,
  bias: Tensor | null,
  planes: Planes,
  epsilon: number,
  given: RunningStatistics | null,
  seen: (moments: number) => void = () => {},
): Tensor {
  const { L, P, S, K, C } = planes;
  const y = new Tensor(x.shape);
  if (x.size > 0) {
    const [moments, coefficients] = [momentsOf(x, planes, given), new Tensor([4, P])];
    const addresses = [weight, bias].map((t) => t?.address ?? 0) as [number, number];
    launch.norm_coefficients(coefficients.address, moments.address, ...addresses, P, K, C, epsilon, P);
    launch.norm_planes(y.address, x.address, 0, coefficients.address, P, S, L * P);
    seen(moments.address);
    coefficients.dispose();
    moments.dispose();
  }
  // Running statistics are inputs too, so that a gradient notices when they have changed.
  const inputs = [x, weight, bias, given?.mean, given?.variance].filter((t) => t != null);
  return record(op, y, inputs, (dy, needs) => {
    const gradient = gradientsOf(x, dy, weight, planes, epsilon, given);
    const wanted = [
      () => gradient.dx(),
      ...(weight === null ? [] : [() => gradient.dw()]),
      ...(bias === null ? [] : [() => gradient.db()]),
    ];
    return inputs.map((_, i) => (needs[i] ? wanted[i]!() : null));
  });
}

/** Moments [3, G]: mean, high and low, and variance. They are computed again for a gradient, as no tensor lies about to keep them. */
function momentsOf(x: Tensor, { L, P, S, K }: Planes, given: RunningStatistics | null): Tensor {
  const G = P / K;
  const moments = new Tensor([3, G]);
  if (given === null) launch.norm_moments(moments.address, x.address, L, G, K * S, G);
  else {
    launch.copy(moments.address, given.mean.address, G);
    launch.fill(moments.address + 4 * G, bitsOf(0, "float32"), G);
    launch.copy(moments.address + 8 * G, given.variance.address, G);
  }
  return moments;
}

/** What the gradients share is launched at once. */
function gradientsOf(
  x: Tensor,
  dy: Tensor,
  weight: Tensor | null,
  planes: Planes,
  epsilon: number,
  given: RunningStatistics | null,
): Record<"dx" | "dw" | "db", () => Tensor> {
  const { L, P, S, K, C } = planes;
  const moments = momentsOf(x, planes, given);
  const [sums, coefficients, shares] = [new Tensor([2, P]), new Tensor([4, P]), new Tensor([P / C, C])];
  launch.norm_sums(sums.address, dy.address, x.address, moments.address, L, P, S, K, P);
  const n = given === null ? L * K * S : 0;
  const [to, w] = [[coefficients.address, shares.address], weight?.address ?? 0] as const;
  launch.norm_gradient(to[0]!, to[1]!, moments.address, sums.address, w, P, K, C, n, epsilon, P / K);
  return {
    dx: () => {
      const dx = new Tensor(x.shape);
      const [from, and] = given === null ? [x.address, dy.address] : [dy.address, 0];
      launch.norm_planes(dx.address, from, and, coefficients.address, P, S, L * P);
      return dx;
    },
    dw: () => sum(shares, 0),
    db: () => sum(sums.view([P / C, C]), 0),
  };
}

/** Moves running statistics on by the moments of [L, C] groups of n numbers. */
export function moveRunning(
  { mean, variance, batches }: RunningStatistics,
  moments: number,
  L: number,
  n: number,
  momentum: number | null,
): void {
  const to = [mean.address, variance.address, batches.address] as const;
  launch.running_update(...to, moments, L, mean.size, n, momentum ?? -1, 1);
  for (const t of [mean, variance, batches]) t.storage.version++;
}
