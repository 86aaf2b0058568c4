// The tape: what each tensor was computed from, and how a gradient goes back. Gradients are values, and first-order.

import { AutogradError } from "../base/errors.ts";
import { bitsOf } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { Persistent } from "../tensor/persistent.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { type Origin, Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import type { Storage } from "../wasm/storage.ts";
import { observe } from "../wasm/trace.ts";
import { watched, watcher } from "./watch.ts";

/** From dy, the gradients of the inputs in their order; `needs[i]` says whether input i wants one, else it may be null. */
export type Backward = (dy: Tensor, needs: readonly boolean[]) => readonly (Tensor | null)[];

/** Gradients by the tensor that they belong to. */
export type Gradients = ReadonlyMap<Tensor, Tensor>;

interface Node extends Origin {
  readonly inputs: readonly Tensor[];
  readonly needs: readonly boolean[];
  /** Null for variables, and once used up. */
  backward: Backward | null;
  /** What the closure may have saved, and how often that had been written in place. */
  readonly saved: readonly Storage[];
  readonly versions: readonly number[];
  /** The walk that was here last, and the gradient that has gathered here. */
  walk: number;
  dy: Tensor | null;
}

const VARIABLE: Node = {
  op: "variable",
  inputs: [],
  needs: [],
  backward: null,
  saved: [],
  versions: [],
  walk: 0,
  dy: null,
};
let walks = 0;
let recording = true;

/** Marks `t` as a variable: gradients reach it. Answers `t`. */
export function variable(t: Tensor): Tensor {
  if (t.dtype !== "float32") throw new AutogradError(`variable: the tensor is ${t.dtype}, expected float32`);
  t.origin = VARIABLE;
  return t;
}

/** Runs `f` without remembering how its tensors were made: they have no gradients, and need less memory. */
export function noGrad<T>(f: () => T): T {
  const before = recording;
  recording = false;
  try {
    return f();
  } finally {
    recording = before;
  }
}

/** Which of `inputs` want a gradient of what is computed from them now. */
function needsOf(inputs: readonly Tensor[]): readonly boolean[] {
  // Whether a parameter is trained may change between the calls of a step that is being traced.
  return inputs.map(
    (t) => recording && (t instanceof Persistent ? observe(() => t.origin !== null) : t.origin !== null),
  );
}

/** Whether `record` will remember what comes from `inputs`: for ops that keep more for the gradient than their output. */
export function isRecorded(inputs: readonly Tensor[]): boolean {
  return needsOf(inputs).includes(true);
}

/** Remembers that `y` came from `inputs`, so that gradients can go back. The last line of an op. */
export function record(op: string, y: Tensor, inputs: readonly Tensor[], backward: Backward): Tensor {
  watcher()?.forward(op, y, inputs);
  if (!recording) return y;
  const needs = needsOf(inputs);
  if (!needs.includes(true)) return y;
  const saved = [y, ...inputs].map((t) => t.storage);
  const node: Node = { op, inputs, needs, backward, saved, versions: saved.map((s) => s.version), walk: 0, dy: null };
  y.origin = node;
  return y;
}

/** Options of `gradients`. */
export interface GradientsOptions {
  /** The tensors whose gradients are wanted, also such as were computed on the way; default all variables. */
  readonly of?: readonly Tensor[];
  /** Whether the tape may be used again; default false. */
  readonly retain?: boolean;
}

/**
 * ∂loss/∂t for every variable that `loss` depends on, or for the tensors in `of`; what took no part is left out.
 *
 * Uses the tape up, unless `retain`. Whatever else it computes is freed. Throws `AutogradError` if `loss` has not one element,
 * depends on no variable, was used up, or if a tensor that a gradient needs was written in place since.
 */
export function gradients(loss: Tensor, { of, retain = false }: GradientsOptions = {}): Gradients {
  if (loss.size !== 1) {
    throw new AutogradError(
      `gradients: loss is ${formatShape(loss.shape)}, expected one element; take its sum or mean`,
    );
  }
  if (loss.origin === null) {
    throw new AutogradError(
      "gradients: loss depends on no variable; mark one by variable(), and compute outside of noGrad",
    );
  }
  const order = sorted(loss);
  const wanted = of === undefined ? null : new Set(of);
  const useful = wanted === null ? null : leadingTo(wanted, order);
  watcher()?.loss(loss);
  const grads = scope(() => noGrad(() => walk(loss, order, wanted, useful, retain)));
  watcher()?.gradients(grads);
  return grads;
}

/** Sends gradients from the loss, the last of `order` unless it is a variable, to the first and to the variables. */
function walk(
  loss: Tensor,
  order: readonly Tensor[],
  wanted: ReadonlySet<Tensor> | null,
  useful: ReadonlySet<Tensor> | null,
  retain: boolean,
): Gradients {
  const ofVariables = new Map<Tensor, Tensor>();
  const gather = (t: Tensor, dy: Tensor): void => {
    const node = t.origin as Node;
    const before = node === VARIABLE ? ofVariables.get(t) : node.dy;
    const sum = before == null ? dy : plus(before, dy);
    if (node === VARIABLE) ofVariables.set(t, sum);
    else node.dy = sum;
  };
  const result = new Map<Tensor, Tensor>();
  const handed = new Set<Tensor>();
  const hand = (t: Tensor, dy: Tensor): void => {
    if (wanted?.has(t) === false) return;
    // Two variables may have one gradient, as the terms of a sum do: each gets a handle that can be disposed of.
    result.set(t, handed.has(dy) ? dy.view(dy.shape) : dy);
    handed.add(dy);
  };
  const used: Node[] = [];
  gather(loss, seed(loss));
  for (let i = order.length - 1; i >= 0; i--) {
    const t = order[i]!;
    const node = t.origin as Node;
    const { dy } = node;
    if (dy === null) continue;
    node.dy = null;
    if (wanted !== null) hand(t, dy);
    const needs = useful === null ? node.needs : node.inputs.map((input) => useful.has(input));
    const looking = watcher();
    // Ops that a closure is made of are not told of: what they come to is what the closure gives.
    const dxs = looking === null ? backwardOf(node, dy, needs) : watched(null, () => backwardOf(node, dy, needs));
    looking?.backward(
      node.op,
      t,
      node.inputs,
      dy,
      needs.map((need, k) => (need ? (dxs[k] ?? null) : null)),
    );
    for (let k = 0; k < node.inputs.length; k++) {
      const dx = dxs[k];
      if (dx == null || !needs[k]) continue;
      const input = node.inputs[k]!;
      if (!sameShape(dx.shape, input.shape)) {
        throw new AutogradError(
          `gradients: ${node.op} gives input ${k} a gradient of ${formatShape(dx.shape)}, expected ${formatShape(input.shape)}`,
        );
      }
      gather(input, dx);
    }
    used.push(node);
  }
  for (const [t, dy] of ofVariables) hand(t, dy);
  // At the end, so that a failure can be mended and tried again.
  if (!retain) for (const node of used) node.backward = null;
  return result;
}

/** All that a gradient passes on its way to variables, the loss last: what was computed from a tensor comes after it. */
function sorted(loss: Tensor): Tensor[] {
  const order: Tensor[] = [];
  const id = ++walks;
  const stack: { t: Tensor; node: Node; next: number }[] = [];
  const visit = (t: Tensor): void => {
    const node = t.origin as Node | null;
    if (node === null || node === VARIABLE || node.walk === id) return;
    node.walk = id;
    node.dy = null; // what a walk that failed has left
    stack.push({ t, node, next: 0 });
  };
  visit(loss);
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const input = top.node.inputs[top.next++];
    if (input !== undefined) visit(input);
    else {
      order.push(top.t);
      stack.pop();
    }
  }
  return order;
}

/** Those of `order`, and the variables, that a gradient passes on its way to one of `wanted`. */
function leadingTo(wanted: ReadonlySet<Tensor>, order: readonly Tensor[]): Set<Tensor> {
  const useful = new Set<Tensor>();
  for (const t of order) {
    const { inputs } = t.origin as Node;
    for (const input of inputs) if (input.origin === VARIABLE && wanted.has(input)) useful.add(input);
    if (wanted.has(t) || inputs.some((input) => useful.has(input))) useful.add(t);
  }
  return useful;
}

/** What a closure that reads a changed tensor says. */
const CHANGED = "it was written in place since";

/** Runs a closure. Tensors that changed since are barred meanwhile: only a closure that reads one fails. */
function backwardOf(node: Node, dy: Tensor, needs: readonly boolean[]): readonly (Tensor | null)[] {
  if (node.backward === null) {
    throw new AutogradError(`gradients: ${node.op} gave its gradients before; pass { retain: true } to the first call`);
  }
  const hasChanged = (s: Storage, i: number): boolean => s.version !== node.versions[i] && s.problem === null;
  if (!node.saved.some(hasChanged)) return node.backward(dy, needs);
  const changed = node.saved.filter(hasChanged);
  for (const s of changed) s.problem = CHANGED;
  try {
    return node.backward(dy, needs);
  } catch (error) {
    if (!(error as Error).message.includes(CHANGED)) throw error;
    throw new AutogradError(
      `gradients: ${node.op} needs a tensor as it was, but ${CHANGED}; take gradients before the optimizer's step`,
    );
  } finally {
    for (const s of changed) s.problem = null;
  }
}

function seed(loss: Tensor): Tensor {
  const one = new Tensor(loss.shape);
  launch.fill(one.address, bitsOf(1, "float32"), 1);
  return one;
}

// Never in place: a closure may hand the same gradient to two inputs.
function plus(a: Tensor, b: Tensor): Tensor {
  const y = new Tensor(a.shape);
  launch.add(y.address, a.address, b.address, 1, a.size, 0, 0, 1, 0, 0, 1, a.size);
  return y;
}
