import { expect, test } from "vitest";
import { Conv2d, ReLU, Sequential, summarize, Tanh } from "../../../src/nn/index.ts";
import { full, zeros } from "../../../src/tensor/creation.ts";
import { conv2d, pad, relu, tanh } from "../../../src/ops/index.ts";
import { apart, layerContract } from "../../helpers/layer-contract.ts";

layerContract("Conv2d", {
  make: () => new Conv2d(3, 5, [3, 2]),
  input: [4, 3, 6, 5],
  output: [4, 5, 4, 4],
  tensors: { weight: [5, 3, 3, 2], bias: [5] },
  refused: { input: [2, 3], message: "x is [2, 3], expected [B, C" },
});

test("Conv2d begins uniform in PyTorch's bounds, takes an initialiser, groups, and no bias", () => {
  using layer = new Conv2d(64, 64, 3, { groups: 4 });
  const bound = 1 / Math.sqrt(layer.weight.size / 64);
  for (const w of [layer.weight, layer.bias!]) {
    const largest = Math.max(...w.data.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.9 * bound);
  }
  using other = new Conv2d(2, 2, 1, { bias: false, init: (shape) => full(shape, 0.5) });
  expect([...other.weight.data]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect(other.bias).toBe(null);
  expect(() => new Conv2d(2, 2, 1, { init: () => zeros([2, 2]) })).toThrow(
    "Conv2d: the initial weight is [2, 2], expected",
  );
});

test("Conv2d refuses sizes that are none", () => {
  expect(() => new Conv2d(0, 2, 1)).toThrow("Conv2d: C is 0, expected a whole number from 1 on");
  expect(() => new Conv2d(2, 1.5, 1)).toThrow("Conv2d: O is 1.5, expected a whole number from 1 on");
  expect(() => new Conv2d(2, 2, 0)).toThrow("Conv2d: kernelSize is 0, expected a whole number from 1 on");
  expect(() => new Conv2d(2, 3, 1, { groups: 2 })).toThrow("Conv2d: O is 3, expected a multiple of groups=2");
});

test("Conv2d before ReLU computes both in one, to the same bits, unless somebody listens", () => {
  const [conv, relu] = [new Conv2d(3, 5, 3), new ReLU()];
  using model = new Sequential(conv, relu, new Tanh());
  const x = apart([2, 3, 8, 8]);
  expect(model.forward(x).data).toEqual(tanh(relu.forward(conv.forward(x))).data);
  let heard = 0;
  relu.forward = (y) => {
    heard++;
    return ReLU.prototype.forward.call(relu, y);
  };
  expect(conv.fusedWith(new Tanh())).toBe(null);
  model.forward(x);
  expect(heard).toBe(1);
  Reflect.deleteProperty(relu, "forward");
  model.forward(x);
  expect(heard).toBe(1);
  expect(summarize(model, [1, 3, 8, 8]).layers.map((layer) => layer.outputShape)).toEqual(Array(4).fill([1, 5, 6, 6]));
});

test.each(["reflect", "replicate", "circular"] as const)(
  "Conv2d pads by %s, then convolves without padding",
  (mode) => {
    const x = apart([2, 3, 7, 6]);
    for (const padding of [2, [1, 2], "same"] as const) {
      using layer = new Conv2d(3, 4, [3, 2], { padding, paddingMode: mode, stride: 2 });
      const same = [[1, 1], [0, 0]] as const; // prettier-ignore
      const widths = padding === "same" ? same : padding === 2 ? [[2, 2], [2, 2]] as const : [[1, 1], [2, 2]] as const; // prettier-ignore
      const wanted = conv2d(pad(x, widths, { mode }), layer.weight, layer.bias, { stride: 2 });
      expect(layer.forward(x).data).toEqual(wanted.data);
      expect(layer.fusedWith(new ReLU())!(x).data).toEqual(relu(wanted).data);
    }
  },
);

test("Conv2d refuses padding modes that there are not, and images of another rank", () => {
  expect(() => new Conv2d(1, 1, 1, { paddingMode: "wrap" as "zeros" })).toThrow(
    "Conv2d: paddingMode is wrap, expected one of",
  );
  using layer = new Conv2d(1, 1, 1, { paddingMode: "reflect" });
  expect(() => layer.forward(zeros([1, 2, 2]))).toThrow("Conv2d: x is [1, 2, 2], expected [B, C, H, W]");
});
