import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { type Gradients, gradients } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { crossEntropy, Linear, Sequential } from "../../src/nn/index.ts";
import { gradientNorms, type Trained } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { randomTensor } from "../helpers/random.ts";

const read = (norms: Record<string, Tensor>) => Object.entries(norms).map(([path, norm]) => [path, norm.item()]);

describe("gradientNorms", () => {
  test("answers the norm of each gradient, by hand", () => {
    const grads = new Map([tensor([3, -4]), tensor([[2]]), zeros([0])].map((t) => [t, t]));
    expect(read(gradientNorms(grads))).toEqual([
      ["0", 5],
      ["1", 2],
      ["2", 0],
    ]);
    expect(read(gradientNorms(grads, undefined, { normType: 1 }))).toEqual([
      ["0", 7],
      ["1", 2],
      ["2", 0],
    ]);
    expect(gradientNorms(new Map())).toEqual({});
  });

  test("sums blocks of any number", () => {
    for (const size of [1, 4095, 4096, 4097, 20_000]) {
      for (const normType of [2, 3, Infinity]) {
        const all = [randomTensor(7), randomTensor(size)];
        const norms = gradientNorms(new Map(all.map((t) => [t, t])), undefined, { normType });
        const expected = all.map(({ data }) => {
          const sizes = Array.from(data, Math.abs);
          if (normType === Infinity) return sizes.reduce((a, b) => Math.max(a, b));
          return sizes.reduce((total, v) => total + v ** normType, 0) ** (1 / normType);
        });
        expectClose([norms["0"]!.item(), norms["1"]!.item()], expected, 2e-6, `${size}, ${normType}`);
      }
    }
  });

  test("names a model's parameters by their paths, of those that have a gradient, also in a compiled step", () => {
    const first = new Linear(6, 5);
    using model = new Sequential(first, new Linear(5, 4));
    first.bias!.trainable = false;
    const x = randomTensor(3, 6);
    const labels = tensor(Int32Array.of(0, 3, 1));
    const norms = (input: Tensor, y: Tensor) => gradientNorms(gradients(crossEntropy(model.forward(input), y)), model);
    scope(() => {
      const eager = read(norms(x, labels));
      expect(eager.map(([path]) => path)).toEqual(["0.weight", "1.weight", "1.bias"]);
      const step = compile(norms);
      step(x, labels);
      expect(read(step(x, labels))).toEqual(eager);
      step.dispose();
    });
  });

  test("keeps one block", () => {
    const grads = new Map([randomTensor(5000), randomTensor(3)].map((t) => [t, t]));
    const before = memoryStats().blocks;
    const norms = gradientNorms(grads);
    expect(memoryStats().blocks).toBe(before + 1);
    for (const t of Object.values(norms)) t.dispose();
    expect(memoryStats().blocks).toBe(before);
  });

  test("says what it expected", () => {
    expect(() => gradientNorms([] as unknown as Gradients)).toThrow(ValueError);
    expect(() => gradientNorms(new Map(), undefined, { normType: 0 })).toThrow(
      "gradientNorms: normType is 0, expected a number above 0, or Infinity",
    );
    expect(() => gradientNorms(new Map(), 7 as unknown as Trained)).toThrow(
      "gradientNorms: what to train is number, expected a model or its parameters()",
    );
  });
});
