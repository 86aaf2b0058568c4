import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { AutogradError } from "../../src/base/errors.ts";
import { batchNorm, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { assign, Persistent } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

const runningOf = (mean: Tensor, variance: Tensor) => ({
  mean: new Persistent(mean),
  variance: new Persistent(variance),
  batches: new Persistent(zeros([], "int32")),
});

describe("batchNorm", () => {
  test("works by hand", () => {
    const x = tensor([
      [1, 10],
      [3, 30],
    ]);
    const y = batchNorm(x, tensor([2, 3]), tensor([0, 1]), { epsilon: 0 });
    expect(y.toArray()).toEqual([
      [-2, -2],
      [2, 4],
    ]);
  });

  test("moves running statistics on, with the unbiased variance, and uses them in evaluation", () => {
    const running = runningOf(zeros([1]), ones([1]));
    const x = tensor([[1], [3]]);
    batchNorm(x, null, null, { running, momentum: 0.5 });
    expect([running.mean.item(), running.variance.item(), running.batches.item()]).toEqual([1, 1.5, 1]);
    batchNorm(x, null, null, { running, momentum: null });
    expect([running.mean.item(), running.variance.item(), running.batches.item()]).toEqual([1.5, 1.75, 2]);
    const before = running.mean.data;
    const y = batchNorm(tensor([[5]]), null, null, { running, training: false, epsilon: 0.5 });
    expectClose(y.data, [3.5 / Math.sqrt(2.25)], 1e-7);
    expect(running.mean.data).toEqual(before);
  });

  test("does not lose a small deviation beside a large mean", () => {
    const x = tensor(
      randomTensor(8, 3, 50).data.map((v) => 1e4 + 0.1 * v),
      [8, 3, 50],
    );
    const { data } = x;
    const expected = Array.from(data, (v, i) => {
      const c = Math.floor(i / 50) % 3;
      const own = [...data].filter((_, j) => Math.floor(j / 50) % 3 === c);
      const mean = own.reduce((a, b) => a + b, 0) / own.length;
      return (v - mean) / Math.sqrt(own.reduce((a, b) => a + (b - mean) ** 2, 0) / own.length + 1e-5);
    });
    expectClose(batchNorm(x).data, expected, 1e-6);
  });

  test.each([
    [5, 4],
    [2, 3, 5],
    [2, 3, 2, 4],
    [70, 5],
    [1, 3, 40],
  ])("has the right gradients for [%i, %i, …]", (...shape) => {
    const C = shape[1]!;
    scope(() => {
      const parts = [randomTensor(...shape), randomTensor(C), randomTensor(C)];
      gradcheck((x, w, b) => batchNorm(x!, w!, b!, { epsilon: 0.1 }), parts);
      const running = runningOf(randomTensor(C), tensor(randomTensor(C).data.map((v) => 1.5 + v)));
      gradcheck((x, w, b) => batchNorm(x!, w!, b!, { running, training: false }), parts);
      gradcheck((x) => batchNorm(x, null, null, { epsilon: 0.1 }), parts.slice(0, 1));
    });
  });

  test("notices that running statistics changed before the gradient", () => {
    const running = runningOf(zeros([2]), ones([2]));
    const x = variable(randomTensor(3, 2));
    const loss = sum(batchNorm(x, null, null, { running, training: false }));
    assign(running.mean, ones([2]));
    expect(() => gradients(loss)).toThrow(AutogradError);
    const other = sum(batchNorm(x, null, null, { running, training: false }));
    batchNorm(x, null, null, { running });
    expect(() => gradients(other)).toThrow(AutogradError);
  });

  test("takes infinite numbers in evaluation", () => {
    const running = runningOf(zeros([1]), ones([1]));
    const y = batchNorm(tensor([[Infinity], [-Infinity], [NaN]]), null, null, { running, training: false });
    expect([...y.data]).toEqual([Infinity, -Infinity, NaN]);
  });

  test("takes an empty batch, and leaves the running statistics", () => {
    const running = runningOf(zeros([2]), ones([2]));
    expect(batchNorm(zeros([0, 2]), null, null, { running }).shape).toEqual([0, 2]);
    expect(running.batches.item()).toBe(0);
  });

  test("leaks nothing", () => {
    expectNoLeaks((x, w, b) => batchNorm(x!, w!, b!), [randomTensor(3, 4), randomTensor(4), randomTensor(4)]);
    expectNoLeaks((x) => batchNorm(x), [randomTensor(3, 4, 5)]);
    expectNoLeaks((x, w) => batchNorm(x!, w!), [zeros([0, 4]), randomTensor(4)]);
  });

  test("says what it expected", () => {
    const x = zeros([2, 3]);
    const running = runningOf(zeros([2]), ones([2]));
    const refusals: [() => unknown, string][] = [
      [() => batchNorm(zeros([3])), "batchNorm: x is [3], expected [B, C, ...]"],
      [() => batchNorm(x, zeros([2])), "batchNorm: weight is [2], expected [C=3]"],
      [() => batchNorm(x, null, zeros([4])), "batchNorm: bias is [4], expected [C=3]"],
      [() => batchNorm(x, null, null, { running }), "batchNorm: running.mean is [2], expected [C=3]"],
      [() => batchNorm(zeros([2, 3], "int32")), "batchNorm: x is int32, expected float32"],
      [() => batchNorm(x, null, null, { momentum: 2 }), "batchNorm: momentum is 2, expected a number from 0 to 1"],
      [() => batchNorm(x, null, null, { epsilon: -1 }), "batchNorm: epsilon is -1, expected a finite number from 0 on"],
      [() => batchNorm(zeros([1, 3])), "batchNorm: x is [1, 3], expected more than one number a channel in training"],
    ];
    for (const [f, message] of refusals) expect(f).toThrow(message);
  });
});
