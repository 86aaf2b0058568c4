import { expect } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { sum } from "../../src/ops/sum.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { blockSize, memoryStats } from "../../src/wasm/heap.ts";

/**
 * Fails if `op`, called outside of a scope, leaves more allocated than its result, or, with its float32 inputs as variables,
 * its gradients more than themselves.
 */
export function expectNoLeaks(op: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]): void {
  const start = memoryStats();
  const y = op(...inputs);
  const after = memoryStats();
  expect(after.blocks - start.blocks, "blocks of the result").toBe(y.size === 0 ? 0 : 1);
  expect(after.live - start.live, "bytes of the result").toBe(y.size === 0 ? 0 : blockSize(4 * y.size));
  y.dispose();
  expectAsBefore(start);
  scope(() => void op(...inputs));
  expectAsBefore(start);
  if (y.dtype === "int32" || !inputs.some((t) => t.dtype === "float32")) return;

  const variables = inputs.map((t) => (t.dtype === "float32" ? variable(t.view(t.shape)) : t));
  const recorded = op(...variables);
  expect(memoryStats().blocks - start.blocks, "blocks of the recorded result").toBe(after.blocks - start.blocks);
  const loss = sum(recorded);
  const grads = gradients(loss);
  for (const t of [recorded, loss, ...grads.values()]) t.dispose();
  for (const t of variables) if (!inputs.includes(t)) t.dispose();
  expectAsBefore(start);
}

function expectAsBefore(start: { live: number; blocks: number }): void {
  const { live, blocks } = memoryStats();
  expect({ live, blocks }, "memory once the result is disposed of").toEqual({ live: start.live, blocks: start.blocks });
}

/** Fails if `op`, an op made of others and called outside of a scope, leaves more behind than its result. */
export function expectNothingMade(op: () => Tensor): void {
  const start = memoryStats();
  op().dispose();
  expectAsBefore(start);
}
