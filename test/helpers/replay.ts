// Runs a function of tensors eagerly and as a compiled step, and checks that nothing but the time differs.

import { expect } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients, record, variable } from "../../src/autograd/tape.ts";
import { defaultGenerator } from "../../src/tensor/generator.ts";
import { Persistent } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

export function bitsOf(t: Tensor): number[] {
  return Array.from(new Uint32Array(t.data.buffer));
}

/** The result of `f`, and the gradients of an uneven sum of it by every float32 input, in their order. */
export function withGradients(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]): Tensor[] {
  const xs = inputs.map((x) => (x.dtype === "float32" ? variable(x.view(x.shape)) : x));
  const y = f(...xs);
  if (y.origin === null) return [y];
  const weights = tensor(
    Float32Array.from({ length: y.size }, (_, i) => Math.cos(i + 1)),
    y.shape,
  );
  // The loss has no value of its own: only its gradient is asked for.
  const grads = gradients(record("weigh", tensor([0]), [y], () => [weights]));
  return [y, ...xs.flatMap((x) => grads.get(x) ?? [])];
}

/**
 * Checks that `f` and its gradients give eager's bits when compiled, replayed twice, planned and not, on the same and on other
 * numbers, and that the steps leave no memory behind. `reset` restores what `f` itself changes.
 */
export function expectReplays(
  what: string,
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  reset: () => void = () => {},
): void {
  defaultGenerator(); // made at the first use, for good
  const before = memoryStats().live;
  scope(() => {
    const all = (...xs: Tensor[]): Tensor[] => withGradients(f, xs);
    const others = inputs.map((x) =>
      tensor(
        x.data.map((v) => (x.dtype === "int32" ? v : v * 0.875 + 0.0625)),
        x.shape,
      ),
    );
    const eager = [inputs, others].map((xs) => (reset(), scope(() => all(...xs).map(bitsOf))));
    for (const plan of [true, false]) {
      const step = compile(all, { plan });
      for (const [i, xs] of [inputs, inputs, others, inputs].entries()) {
        reset();
        const result = step(...xs).map(bitsOf);
        expect(result, `${what}: call ${i}, ${plan ? "planned" : "not planned"}`).toEqual(eager[xs === others ? 1 : 0]);
      }
      step.dispose();
    }
  });
  expect(memoryStats().live, `${what}: memory afterwards`).toBe(before);
}

/** A persistent copy, for state that a step changes. */
export function persistent(t: Tensor): Persistent {
  return new Persistent(tensor(t.data, t.shape));
}
