// What losses over classes share: labels that are ignored, weights of classes, the axis of classes.

import { checkValue } from "../../../base/check.ts";
import { DTypeError, ShapeError, ValueError } from "../../../base/errors.ts";
import { add } from "../../../ops/add.ts";
import { cast } from "../../../ops/cast.ts";
import { equal } from "../../../ops/equal.ts";
import { gather } from "../../../ops/gather.ts";
import { logicalNot } from "../../../ops/logical-not.ts";
import { mul } from "../../../ops/mul.ts";
import { neg } from "../../../ops/neg.ts";
import { permute } from "../../../ops/permute.ts";
import { reshape } from "../../../ops/reshape.ts";
import { sum } from "../../../ops/sum.ts";
import { takeAlongAxis } from "../../../ops/take-along-axis.ts";
import { where } from "../../../ops/where.ts";
import { composed } from "../../../ops/support/composed.ts";
import { checkDType } from "../../../tensor/check.ts";
import { tensor } from "../../../tensor/creation.ts";
import { checkAxis, formatShape, sameShape } from "../../../tensor/shape.ts";
import { Tensor } from "../../../tensor/tensor.ts";
import { checkLoss, type LossOptions, reduced, weightTensors } from "./reduction.ts";

/** Options of losses over classes. */
export interface ClassOptions extends LossOptions {
  /** How much each class counts, `[V]`: what `classWeights` answers, say; default 1 each. */
  readonly classWeights?: Tensor | readonly number[];
  /**
   * A label whose samples do not count, as if they were not there; default none: each label must be a class (PyTorch ignores −100
   * unasked).
   */
  readonly ignoreIndex?: number;
  /** The axis of classes; default the last. For images `[B, C, H, W]` it is 1. */
  readonly axis?: number;
}

/** Options of cross entropies. */
export interface CrossEntropyOptions extends ClassOptions {
  /** How much of a target is spread evenly over all classes; default 0. */
  readonly labelSmoothing?: number;
}

/** How a loss comes from what the model gives, rows of V numbers. */
export interface Categorical {
  /** What one class of each row costs. */
  costs(x: Tensor, labels: Tensor): Tensor;
  /** All logarithms, for probabilities and smoothing; a loss that takes labels alone needs none. */
  logs?(x: Tensor): Tensor;
}

/** The numbers that `labels [...]` choose from the rows of `x [..., V]`. */
export function chosen(x: Tensor, labels: Tensor): Tensor {
  return reshape(takeAlongAxis(x, reshape(labels, [...labels.shape, 1]), -1), labels.shape);
}

/**
 * The loss of `x` for int32 targets, classes, or float32 ones, probabilities. By PyTorch's rule class weights count in the mean's
 * divisor for classes, and not for probabilities, where they belong to the loss.
 */
export function categorical(
  op: string,
  x: Tensor,
  targets: Tensor,
  options: CrossEntropyOptions,
  how: Categorical,
): Tensor {
  const { labelSmoothing = 0, ignoreIndex } = options;
  const isSmoothing = labelSmoothing >= 0 && labelSmoothing <= 1;
  checkValue(op, "labelSmoothing", labelSmoothing, isSmoothing, "a number from 0 to 1");
  const axis = checkClasses(op, x, options);
  const { shape } = x;
  const V = shape[axis]!;
  const samples = shape.filter((_, i) => i !== axis);
  const areLabels = targets.dtype === "int32";
  checkTargets(op, targets, samples, areLabels ? samples : shape);
  if (!areLabels && ignoreIndex !== undefined) {
    throw new ValueError(`${op}: ignoreIndex is ${ignoreIndex}, expected none for probabilities`);
  }
  checkLoss(op, options, samples);
  return composed([x, targets, ...weightTensors(options)], () => {
    const weights = weightsOf(op, options, V);
    const rows = classesLast(x, axis);
    const cost = (logs: Tensor): Tensor => (weights === null ? logs : mul(logs, weights));
    if (!areLabels) {
      const wanted = classesLast(targets, axis);
      const t = labelSmoothing === 0 ? wanted : add(mul(wanted, 1 - labelSmoothing), labelSmoothing / V);
      return reduced(op, neg(sum(mul(cost(how.logs!(rows)), t), -1)), options);
    }
    const { labels, counted, ignored } = countedLabels(targets, ignoreIndex, weights);
    const clear = (losses: Tensor): Tensor => (ignored === null ? losses : where(ignored, 0, losses));
    if (labelSmoothing === 0) {
      const losses = clear(how.costs(rows, labels));
      return reduced(op, weights === null ? losses : mul(losses, counted!), options, counted);
    }
    const logs = how.logs!(rows);
    const own = mul(chosen(logs, labels), labelSmoothing - 1);
    const even = mul(sum(cost(logs), -1), -labelSmoothing / V);
    return reduced(op, clear(add(weights === null ? own : mul(own, counted!), even)), options, counted);
  });
}

/** Throws unless `x` is float32 with at least one class; answers the axis of classes. */
export function checkClasses(op: string, x: Tensor, { axis = -1, ignoreIndex }: ClassOptions): number {
  const along = checkAxis(op, axis, x.rank);
  checkDType(op, "x", x, "float32");
  if (x.shape[along] === 0) {
    throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected at least one class`);
  }
  const isLabel = ignoreIndex === undefined || (Number.isInteger(ignoreIndex) && Math.abs(ignoreIndex) < 2 ** 31);
  checkValue(op, "ignoreIndex", ignoreIndex, isLabel, "an int32 number");
  return along;
}

function checkTargets(op: string, targets: Tensor, labels: readonly number[], wanted: readonly number[]): void {
  if (sameShape(targets.shape, wanted)) return;
  const got = `${op}: targets is ${targets.dtype} ${formatShape(targets.shape)}`;
  if (sameShape(targets.shape, labels)) {
    throw new DTypeError(`${got}, expected int32 labels, or probabilities ${formatShape(wanted)}`);
  }
  throw new ShapeError(`${got}, expected ${formatShape(wanted)} to fit x`);
}

/** The class weights as a tensor `[V]`, if there are any. */
export function weightsOf(op: string, { classWeights }: ClassOptions, V: number): Tensor | null {
  if (classWeights === undefined) return null;
  const weights = classWeights instanceof Tensor ? classWeights : tensor(Float32Array.from(classWeights));
  if (!sameShape(weights.shape, [V])) {
    throw new ShapeError(`${op}: classWeights is ${formatShape(weights.shape)}, expected [V=${V}]`);
  }
  return weights;
}

/** `x` with the axis of classes as the last. */
export function classesLast(x: Tensor, axis: number): Tensor {
  if (axis === x.rank - 1) return x;
  return permute(x, [...x.shape.keys()].filter((i) => i !== axis).concat(axis));
}

/** Labels that are all classes, how much each counts (null: 1), and which are ignored (null: none). */
export function countedLabels(
  labels: Tensor,
  ignoreIndex: number | undefined,
  weights: Tensor | null,
): { labels: Tensor; counted: Tensor | null; ignored: Tensor | null } {
  if (ignoreIndex === undefined) return { labels, counted: weights && gather(weights, labels), ignored: null };
  const ignored = equal(labels, ignoreIndex);
  const classes = where(ignored, 0, labels);
  const counted = weights === null ? cast(logicalNot(ignored), "float32") : where(ignored, 0, gather(weights, classes));
  return { labels: classes, counted, ignored };
}
