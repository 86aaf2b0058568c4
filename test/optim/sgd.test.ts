import { describe, expect, test } from "vitest";
import { Parameter } from "../../src/nn/parameter.ts";
import { SGD, type SGDOptions } from "../../src/optim/index.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { noise, randomTensor } from "../helpers/random.ts";

optimizerContract("SGD", { make: (trained, options) => new SGD(trained, options), learningRate: 0.1 });
optimizerContract("SGD with momentum", {
  make: (trained, options) => new SGD(trained, { momentum: 0.8, nesterov: true, ...options }),
  learningRate: 0.03,
});
optimizerContract("SGD with dampening", {
  make: (trained, options) => new SGD(trained, { momentum: 0.8, dampening: 0.5, ...options }),
  learningRate: 0.1,
});

/** The rule in float64. */
function reference(
  w: Float64Array,
  grads: readonly ArrayLike<number>[],
  options: Required<Omit<SGDOptions, "groups">>,
): Float64Array {
  const { learningRate, momentum, dampening, nesterov, weightDecay } = options;
  const v = new Float64Array(w.length);
  for (const [t, dw] of grads.entries()) {
    for (let i = 0; i < w.length; i++) {
      const g = dw[i]! + weightDecay * w[i]!;
      v[i] = momentum * v[i]! + (t === 0 ? 1 : 1 - dampening) * g;
      w[i]! -= learningRate * (nesterov ? g + momentum * v[i]! : v[i]!);
    }
  }
  return w;
}

describe("SGD", () => {
  test("moves against the gradient by hand", () => {
    using w = new Parameter(tensor([1, -2]));
    using optimizer = new SGD([w], { learningRate: 0.5, momentum: 0.5 });
    const grads = new Map([[w, tensor([2, 4])]]);
    optimizer.step(grads);
    expect(w.toArray()).toEqual([0, -4]);
    optimizer.step(grads);
    expect(w.toArray()).toEqual([-1.5, -7]);
  });

  const settings: SGDOptions[] = [
    {},
    { weightDecay: 0.1 },
    { learningRate: 0.05, momentum: 0.9 },
    { learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.02 },
    { learningRate: 0.05, momentum: 0.9, dampening: 0.75 },
  ];
  test.each(settings)("agrees with the rule in float64 for %o", (options) => {
    scope(() => {
      for (const n of [1, 3, 4, 17, 100]) {
        using w = new Parameter(randomTensor(n));
        using optimizer = new SGD([w], options);
        const expected = Float64Array.from(w.data);
        const grads = Array.from({ length: 10 }, () => Float32Array.from({ length: n }, noise));
        for (const dw of grads) optimizer.step(new Map([[w, tensor(dw)]]));
        reference(expected, grads, {
          learningRate: 0.01,
          momentum: 0,
          dampening: 0,
          nesterov: false,
          weightDecay: 0,
          ...options,
        });
        expectClose(w.data, expected, 2e-6, `${n} numbers`);
      }
    });
  });

  test("keeps nothing for parameters without momentum", () => {
    using w = new Parameter(randomTensor(1000));
    const { live } = memoryStats();
    using optimizer = new SGD([w]);
    expect(memoryStats().live - live).toBe(128); // a block of cells, one of factors
    expect([...optimizer.namedTensors().keys()]).toEqual(["cells"]);
  });

  test("names options out of range", () => {
    using w = new Parameter(randomTensor(2));
    expect(() => new SGD([w], { momentum: -0.1 })).toThrow("SGD: momentum is -0.1, expected a finite number from 0 on");
    expect(() => new SGD([w], { weightDecay: Number.NaN })).toThrow("SGD: weightDecay is NaN, expected");
    expect(() => new SGD([w], { nesterov: true })).toThrow("SGD: nesterov is true, expected false without momentum");
    expect(() => new SGD([w], { dampening: 0.5 })).toThrow("SGD: dampening is 0.5, expected 0 without momentum");
    expect(() => new SGD([w], { dampening: 0.5, momentum: 0.5, nesterov: true })).toThrow(
      "SGD: dampening is 0.5, expected 0 with nesterov",
    );
  });
});
