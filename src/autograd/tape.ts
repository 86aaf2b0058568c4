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
}

const VARIABLE: Node = { op: "variable", inputs: [], needs: [], backward: null, saved: [], versions: [] };
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

/** Remembers that `y` came from `inputs`, so that gradients can go back. The last line of an op. */
export function record(op: string, y: Tensor, inputs: readonly Tensor[], backward: Backward): Tensor {
  if (!recording) return y;
  // Whether a parameter is trained may change between the calls of a step that is being traced.
  const needs = inputs.map((t) => (t instanceof Persistent ? observe(() => t.origin !== null) : t.origin !== null));
  if (!needs.includes(true)) return y;
  const saved = [y, ...inputs].map((t) => t.storage);
  const node: Node = { op, inputs, needs, backward, saved, versions: saved.map((s) => s.version) };
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
  return scope(() => noGrad(() => walk(order, wanted, useful, retain)));
}

/** Sends gradients from the loss, the last of `order`, to the first. */
function walk(
  order: readonly Tensor[],
  wanted: ReadonlySet<Tensor> | null,
  useful: ReadonlySet<Tensor> | null,
  retain: boolean,
): Gradients {
  const loss = order.at(-1)!;
  const dys = new Map([[loss, seed(loss)]]);
  const result = new Map<Tensor, Tensor>();
  const handed = new Set<Tensor>();
  const used: Node[] = [];
  for (let i = order.length - 1; i >= 0; i--) {
    const t = order[i]!;
    const dy = dys.get(t);
    if (dy === undefined) continue;
    if (wanted === null ? t.origin === VARIABLE : wanted.has(t)) {
      // Two variables may have one gradient, as the terms of a sum do: each gets a handle that can be disposed of.
      result.set(t, handed.has(dy) ? dy.view(dy.shape) : dy);
      handed.add(dy);
    }
    if (t.origin === VARIABLE) continue;
    const node = t.origin as Node;
    const needs = useful === null ? node.needs : node.inputs.map((input) => useful.has(input));
    const dxs = backwardOf(node, dy, needs);
    for (const [k, input] of node.inputs.entries()) {
      const dx = dxs[k];
      if (dx == null || !needs[k]) continue;
      if (!sameShape(dx.shape, input.shape)) {
        throw new AutogradError(
          `gradients: ${node.op} gives input ${k} a gradient of ${formatShape(dx.shape)}, expected ${formatShape(input.shape)}`,
        );
      }
      const before = dys.get(input);
      dys.set(input, before === undefined ? dx : plus(before, dx));
    }
    used.push(node);
  }
  // At the end, so that a failure can be mended and tried again.
  if (!retain) for (const node of used) node.backward = null;
  return result;
}

/** Everything that a gradient passes, the loss last: a tensor comes before all that was computed from it. */
function sorted(loss: Tensor): Tensor[] {
  const order: Tensor[] = [];
  const seen = new Set<Tensor>();
  const stack: { t: Tensor; next: number }[] = [{ t: loss, next: 0 }];
  seen.add(loss);
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const input = (top.t.origin as Node).inputs[top.next++];
    if (input === undefined) {
      order.push(top.t);
      stack.pop();
    } else if (input.origin !== null && !seen.has(input)) {
      seen.add(input);
      stack.push({ t: input, next: 0 });
    }
  }
  return order;
}

/** Those of `order` that a gradient passes on its way to one of `wanted`. */
function leadingTo(wanted: ReadonlySet<Tensor>, order: readonly Tensor[]): Set<Tensor> {
  const useful = new Set<Tensor>();
  for (const t of order) {
    if (wanted.has(t) || (t.origin as Node).inputs.some((input) => useful.has(input))) useful.add(t);
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
  const changed = node.saved.filter((s, i) => s.version !== node.versions[i] && s.problem === null);
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
