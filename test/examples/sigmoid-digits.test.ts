import { expect, test, vi } from "vitest";
import { NETWORKS, quadraticCost, sigmoidNetwork, train } from "../../examples/sigmoid-digits.ts";
import { digits } from "../../src/data/datasets/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";

test("the cost is half the squared distance from the digit's unit vector", () => {
  scope(() => {
    const a = tensor([0.5, 0, 1, 0, 0.25, 0], [2, 3]);
    // (0.5² + 0 + 0) / 2 for label 2, (0 + 0.25² + 1²) / 2 for label 2
    expect(quadraticCost(a, tensor(Int32Array.of(2, 2))).item()).toBeCloseTo((0.125 + 0.53125) / 2, 6);
  });
});

test.each([
  ["nielsen", 23_860],
  ["3blue1brown", 13_002],
] as const)("%s has %i parameters for MNIST, as told", (name, count) => {
  using model = sigmoidNetwork([784, ...NETWORKS[name].hidden, 10]);
  expect([...model.parameters()].reduce((sum, w) => sum + w.size, 0)).toBe(count);
});

test("both learn to read the small digits", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  for (const [name, least] of [
    ["nielsen", 0.92],
    ["3blue1brown", 0.85],
  ] as const) {
    const history = await train(name, digits());
    expect(history).toHaveLength(30);
    expect(history.at(-1)!.validation!.metrics.accuracy!, name).toBeGreaterThan(least);
  }
  expect(log.mock.lastCall).toEqual([expect.stringMatching(/^epoch 30: \d\d\.\d\d % of the test digits$/)]);
  log.mockRestore();
});
