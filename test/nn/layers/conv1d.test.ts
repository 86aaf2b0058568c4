import { expect, test } from "vitest";
import { Conv1d } from "../../../src/nn/index.ts";
import { full, tensor, zeros } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("Conv1d", {
  make: () => new Conv1d(3, 5, 3),
  input: [4, 3, 9],
  output: [4, 5, 7],
  tensors: { weight: [5, 3, 3], bias: [5] },
  refused: { input: [2, 3], message: "x is [2, 3], expected [B, C" },
});

test("Conv1d begins uniform in PyTorch's bounds, takes an initialiser, groups, and no bias", () => {
  using layer = new Conv1d(64, 64, 3, { groups: 4 });
  const bound = 1 / Math.sqrt(layer.weight.size / 64);
  for (const w of [layer.weight, layer.bias!]) {
    const largest = Math.max(...w.data.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.9 * bound);
  }
  using other = new Conv1d(2, 2, 1, { bias: false, init: (shape) => full(shape, 0.5) });
  expect([...other.weight.data]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect(other.bias).toBe(null);
  expect(() => new Conv1d(2, 2, 1, { init: () => zeros([2, 2]) })).toThrow(
    "Conv1d: the initial weight is [2, 2], expected",
  );
});

test("Conv1d refuses sizes that are none", () => {
  expect(() => new Conv1d(0, 2, 1)).toThrow("Conv1d: C is 0, expected a whole number from 1 on");
  expect(() => new Conv1d(2, 1.5, 1)).toThrow("Conv1d: O is 1.5, expected a whole number from 1 on");
  expect(() => new Conv1d(2, 2, 0)).toThrow("Conv1d: kernelSize is 0, expected a whole number from 1 on");
  expect(() => new Conv1d(2, 3, 1, { groups: 2 })).toThrow("Conv1d: O is 3, expected a multiple of groups=2");
});

test("Conv1d pads by other modes, then convolves without padding", () => {
  const x = tensor([[[1, 2, 4, 8]]]);
  const init = () => tensor([[[100, 10, 1]]]);
  const pads = { zeros: 0, reflect: 2, replicate: 1, circular: 8 };
  for (const [paddingMode, first] of Object.entries(pads) as [keyof typeof pads, number][]) {
    for (const padding of [1, "same"] as const) {
      using layer = new Conv1d(1, 1, 3, { bias: false, init, padding, paddingMode });
      expect(layer.forward(x).data[0]).toBe(100 * first + 12);
    }
  }
  expect(() => new Conv1d(1, 1, 1, { paddingMode: "wrap" as "zeros" })).toThrow("Conv1d: paddingMode is wrap");
});
