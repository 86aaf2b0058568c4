import { describe, expect, test } from "vitest";
import { Parameter } from "../../src/nn/parameter.ts";
import { Adam, type AdamOptions } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { optimizerContract } from "../helpers/optimizer-contract.ts";
import { noise, randomTensor } from "../helpers/random.ts";

optimizerContract("Adam", { make: (trained, options) => new Adam(trained, options), learningRate: 0.05 });
optimizerContract("Adam with AMSGrad", {
  make: (trained, options) => new Adam(trained, { amsgrad: true, ...options }),
  learningRate: 0.05,
});

/** The rule in float64. */
function reference(
  w: Float64Array,
  grads: readonly ArrayLike<number>[],
  options: Required<Omit<AdamOptions, "groups">>,
): Float64Array {
  const { learningRate, betas, epsilon, weightDecay, amsgrad } = options;
  const [m, v, top] = [w, w, w].map(({ length }) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  grads.forEach((dw, t) => {
    for (let i = 0; i < w.length; i++) {
      const g = dw[i]! + weightDecay * w[i]!;
      m[i] = betas[0] * m[i]! + (1 - betas[0]) * g;
      v[i] = betas[1] * v[i]! + (1 - betas[1]) * g * g;
      const mean = m[i]! / (1 - betas[0] ** (t + 1));
      top[i] = Math.max(top[i]!, v[i]!);
      const square = (amsgrad ? top : v)[i]! / (1 - betas[1] ** (t + 1));
      w[i]! -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
    }
  });
  return w;
}

describe("Adam", () => {
  test("moves each number by the learning rate at first, whatever its gradient", () => {
    using w = new Parameter(tensor([1, 1, 1]));
    using optimizer = new Adam([w], { learningRate: 0.25 });
    optimizer.step(new Map([[w, tensor([1e-3, -5, 0])]]));
    expectClose(w.data, [0.75, 1.25, 1], 1e-5);
  });

  const settings: AdamOptions[] = [
    {},
    { learningRate: 0.1, betas: [0.5, 0.9] },
    { learningRate: 0.01, epsilon: 0.1, weightDecay: 0.1 },
    { learningRate: 0.1, betas: [0.5, 0.5], amsgrad: true },
  ];
  test.each(settings)("agrees with the rule in float64 for %o", (options) => {
    scope(() => {
      for (const n of [1, 3, 4, 17, 100]) {
        using w = new Parameter(randomTensor(n));
        using optimizer = new Adam([w], options);
        const expected = Float64Array.from(w.data);
        const grads = Array.from({ length: 10 }, () => Float32Array.from({ length: n }, noise));
        for (const dw of grads) optimizer.step(new Map([[w, tensor(dw)]]));
        const defaults = {
          learningRate: 1e-3,
          betas: [0.9, 0.999],
          epsilon: 1e-8,
          weightDecay: 0,
          amsgrad: false,
        } as const;
        expectClose(w.data, reference(expected, grads, { ...defaults, ...options }), 2e-6, `${n} numbers`);
      }
    });
  });

  test("keeps two moments and a count for each parameter", () => {
    using w = new Parameter(randomTensor(2, 3));
    using optimizer = new Adam([w]);
    expect(Array.from(optimizer.namedTensors(), ([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
      ["0.firstMoment", "float32", [2, 3]],
      ["0.secondMoment", "float32", [2, 3]],
      ["0.cells", "int32", [16]],
    ]);
  });

  test("names options out of range", () => {
    using w = new Parameter(randomTensor(2));
    const refused = (options: AdamOptions, message: string) => expect(() => new Adam([w], options)).toThrow(message);
    refused({ betas: [0.9, 1] }, "Adam: betas is 0.9,1, expected two numbers from 0 on and below 1");
    refused({ betas: [Number.NaN, 0.9] }, "Adam: betas is NaN,0.9, expected");
    refused({ betas: [0.9] as unknown as [number, number] }, "Adam: betas is 0.9, expected");
    refused({ epsilon: -1 }, "Adam: epsilon is -1, expected a finite number from 0 on");
    refused({ weightDecay: -1 }, "Adam: weightDecay is -1, expected");
  });
});
