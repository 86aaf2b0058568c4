import { expect, test } from "vitest";
import { Linear, ReLU, Sequential } from "../../src/nn/index.ts";
import { rand } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import { activationDistributions, weightDistributions } from "../../src/viz/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

test("weights are those of every parameter, activations those of every layer but containers", () => {
  using model = new Sequential(new Linear(3, 4), new Sequential(new ReLU(), new Linear(4, 2)));
  const before = memoryStats().live;
  scope(() => {
    const weights = weightDistributions(model);
    expect(weights.map(({ name, values }) => [name, values.length])).toEqual([
      ["0.weight", 12],
      ["0.bias", 4],
      ["1.1.weight", 8],
      ["1.1.bias", 2],
    ]);
    const activations = activationDistributions(model, rand([5, 3]));
    expect(activations.map(({ name, values }) => [name, values.length])).toEqual([
      ["0 Linear", 20],
      ["1.0 ReLU", 20],
      ["1.1 Linear", 10],
    ]);
    expect(Math.min(...Array.from(activations[1]!.values))).toBe(0);
    expect(activationDistributions(new ReLU(), rand([2])).map(({ name }) => name)).toEqual(["ReLU"]);
  });
  expect(memoryStats().live).toBe(before);
});
