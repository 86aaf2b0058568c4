import { compile } from "../autograd/compile.ts";
import { type Gradients, gradients } from "../autograd/tape.ts";
import type { Module } from "../nn/module.ts";
import type { Parameter } from "../nn/parameter.ts";
import { add, mul } from "../ops/index.ts";
import { tensor, zeros } from "../tensor/creation.ts";
import { assign, Persistent } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { BatchResult, BatchStep, Loss } from "./step.ts";

/**
 * Adds up the gradients of `group` batches and moves the parameters along their mean, as one batch of all their samples would: a batch
 * counts by its share of `batchSize`. The last group of an epoch may be smaller. Two lists, as lists do not branch: one adds, the other
 * adds and moves.
 */
export function accumulatingStep(
  model: Module,
  loss: Loss,
  move: (grads: Gradients) => void,
  compiled: boolean,
  group: number,
  isLast: () => boolean,
  batchSize: number,
): BatchStep {
  const sums = new Map<Parameter, Persistent>();
  const kept = new Map<string, Persistent>();
  for (const [path, p] of model.namedParameters()) {
    const sum = new Persistent(zeros(p.shape));
    sums.set(p, sum);
    kept.set(path, sum);
  }
  const weightOf = (x: Tensor): number => x.shape[0]! / batchSize;
  const batch = (x: Tensor, y: Tensor): BatchResult & { grads: Gradients } => {
    const output = model.forward(x);
    const value = loss(output, y);
    const weight = weightOf(x);
    return { loss: value, output, grads: gradients(weight === 1 ? value : mul(value, weight)) };
  };
  const added = (grads: Gradients): [Parameter, Persistent, Tensor][] =>
    [...sums].flatMap(([p, sum]) => (grads.has(p) ? [[p, sum, add(sum, grads.get(p)!)]] : []));
  const gather = (x: Tensor, y: Tensor): BatchResult => {
    const { grads, ...result } = batch(x, y);
    for (const [, sum, total] of added(grads)) assign(sum, total);
    return result;
  };
  const close = (x: Tensor, y: Tensor, share: Tensor): BatchResult => {
    const { grads, ...result } = batch(x, y);
    const totals = added(grads);
    move(new Map(totals.map(([p, , total]) => [p, mul(total, share)])));
    for (const [, sum] of totals) assign(sum, zeros(sum.shape));
    return result;
  };
  const gathering = compile<[Tensor, Tensor], BatchResult>(gather);
  const moving = compile<[Tensor, Tensor, Float32Array<ArrayBuffer>], BatchResult>(close);

  let inGroup = 0;
  let weights = 0;
  const step = (x: Tensor, y: Tensor): BatchResult => {
    inGroup++;
    weights += weightOf(x);
    if (inGroup < group && !isLast()) return (compiled ? gathering : gather)(x, y);
    const share = Float32Array.of(1 / weights);
    const result = compiled ? moving(x, y, share) : close(x, y, tensor(share));
    inGroup = 0;
    weights = 0;
    return result;
  };
  const resume = (behind: number): void => {
    inGroup = behind % group;
    weights = inGroup; // those before the last of an epoch are full
    // What an epoch that was stopped has left is not of this one.
    if (behind === 0) scope(() => sums.forEach((sum) => assign(sum, zeros(sum.shape))));
  };
  const dispose = (): void => {
    gathering.dispose();
    moving.dispose();
    for (const sum of sums.values()) sum.dispose();
  };
  return Object.assign(step, { kept, resume, dispose });
}
