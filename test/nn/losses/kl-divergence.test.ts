import { describe, expect, test } from "vitest";
import { gradcheck } from "../../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { klDivergence } from "../../../src/nn/index.ts";
import { log } from "../../../src/ops/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { noise, randomTensor } from "../../helpers/random.ts";

const likely = (...shape: [number, number]) =>
  tensor(
    Float32Array.from({ length: shape[0] * shape[1] }, () => 0.5 + 0.4 * noise()),
    shape,
  );

describe.each([false, true])("klDivergence, logTarget %s", (logTarget) => {
  const small = [randomTensor(3, 4), logTarget ? randomTensor(3, 4) : likely(3, 4)];
  lossContract({
    name: "klDivergence",
    loss: ([x, t], options) => klDivergence(x!, t!, { logTarget, ...options }),
    small,
    large: [randomTensor(120, 100), likely(120, 100)],
    expected: ofPairs((x, t) => (logTarget ? Math.exp(t) * (t - x) : t * (Math.log(t) - x)), small),
  });
});

describe("klDivergence", () => {
  const divergence = (x: Tensor, t: Tensor) => klDivergence(x, t, { reduction: "batchmean" });

  test("is the divergence of rows by batchmean, and 0 of a distribution from itself", () => {
    const [p, q] = [tensor([[0.25, 0.75]]), tensor([[0.5, 0.5]])];
    expectClose([divergence(log(q), p).item()], [0.25 * Math.log(0.5) + 0.75 * Math.log(1.5)], 1e-6);
    expect(divergence(log(p), p).item()).toBeCloseTo(0, 7);
    const two = tensor([0.25, 0.75, 0.5, 0.5], [2, 2]);
    const uniform = tensor([0.5, 0.5, 0.5, 0.5], [2, 2]);
    expectClose([divergence(log(uniform), two).item()], [divergence(log(q), p).item() / 2], 1e-6);
  });

  test("sums weighed losses up over the samples by batchmean, with a gradient of the weights", () => {
    const [x, t, sampleWeights] = [randomTensor(2, 3), likely(2, 3), tensor([2, 0.5])];
    const losses = Array.from(klDivergence(x, t, { reduction: "none" }).data);
    const sum = losses.reduce((total, v, i) => total + v * (i < 3 ? 2 : 0.5), 0);
    expectClose([klDivergence(x, t, { reduction: "batchmean", sampleWeights }).item()], [sum / 2], 1e-6);
    gradcheck((w) => klDivergence(x, t, { reduction: "batchmean", sampleWeights: w! }), [sampleWeights]);
  });

  test("takes 0 ln 0 for 0", () => {
    const [x, t] = [variable(tensor([-1, -1e4, NaN])), variable(tensor([0, 1, 0.5]))];
    expect([...klDivergence(x, t, { reduction: "none" }).data]).toEqual([0, 1e4, NaN]);
    const grads = gradients(klDivergence(x, t, { reduction: "sum" }));
    expect(Array.from(grads.get(x)!.data, (v) => v + 0)).toEqual([0, -1, -0.5]);
    expect([...grads.get(t)!.data]).toEqual([-Infinity, 10001, NaN]);
  });

  test("says what it expected", () => {
    expect(() => klDivergence(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => divergence(zeros([]), zeros([]))).toThrow(ValueError);
    expect(() => klDivergence(zeros([2]), zeros([2]), { reduction: "batch" as "mean" })).toThrow(
      "klDivergence: reduction is batch",
    );
  });
});
