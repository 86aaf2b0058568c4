import { expect, test } from "vitest";
import { Linear } from "../../src/nn/index.ts";
import { zeros } from "../../src/tensor/creation.ts";
import { assign } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import { snapshot } from "../../src/train/snapshot.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

test("a snapshot writes numbers back, as often as wanted, and takes no memory of the engine", () => {
  const model = new Linear(3, 2);
  const numbers = () => Array.from(model.namedTensors(), ([name, t]) => [name, ...t.data]);
  const before = numbers();
  const { live } = memoryStats();
  const restore = snapshot(model.namedTensors());
  for (let i = 0; i < 2; i++) {
    scope(() => assign(model.weight, zeros([2, 3])));
    expect(numbers()).not.toEqual(before);
    restore();
    expect(numbers()).toEqual(before);
  }
  expect(memoryStats().live).toBe(live);
});
