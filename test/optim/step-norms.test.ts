import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { GRU } from "../../src/nn/index.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";
import { stepNorms } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { randomTensor } from "../helpers/random.ts";

describe("stepNorms", () => {
  test("answers the norm of each step, by hand", () => {
    const x = tensor([
      [
        [3, 0],
        [1, 2],
      ],
      [
        [0, -4],
        [-2, 4],
      ],
    ]);
    expect(stepNorms(x).toArray()).toEqual([5, 5]);
    expect(stepNorms(tensor([[3, -2]])).toArray()).toEqual([3, 2]);
  });

  test("sums over any number of sequences and numbers of a step", () => {
    for (const shape of [
      [1, 7, 3],
      [3, 1, 5],
      [63, 5],
      [64, 4, 1],
      [65, 17, 2],
      [4097, 2, 1],
      [2, 3, 5000],
      [2, 4, 3, 2],
    ]) {
      const x = randomTensor(...shape);
      const [B, T] = shape as [number, number];
      const D = x.size / (B * T);
      const expected = new Float64Array(T);
      x.data.forEach((v, i) => (expected[Math.floor(i / D) % T]! += v * v));
      const y = stepNorms(x);
      expect(y.shape).toEqual([T]);
      expectClose(y.data, expected.map(Math.sqrt), 2e-6, String(shape));
    }
  });

  test("tells what vanished or exploded, where squares would be 0 or infinite", () => {
    const [small, large, least] = stepNorms(tensor([3e-30, -3e30, 0, 4e-30, 4e30, 2 ** -149], [2, 3])).data;
    expectClose([small! * 1e30], [5], 1e-6);
    expectClose([large! * 1e-30], [5], 1e-6);
    expect(least).toBe(2 ** -149);
    expect(stepNorms(tensor([[2 ** 127]])).item()).toBe(2 ** 127);
  });

  test("gives zeros where there is nothing, and NaN and infinities at their steps only", () => {
    expect(stepNorms(zeros([2, 0, 3])).shape).toEqual([0]);
    expect(stepNorms(zeros([0, 3, 2])).toArray()).toEqual([0, 0, 0]);
    expect(stepNorms(zeros([2, 3, 0])).toArray()).toEqual([0, 0, 0]);
    expect(stepNorms(tensor([[NaN, 1, -Infinity]])).toArray()).toEqual([NaN, 1, Infinity]);
  });

  test("tells what of a gradient reaches each step of a layer's input, also in a compiled step", () => {
    using layer = new GRU(3, 4, { returnSequences: false });
    const f = (batch: Tensor) => {
      const x = variable(batch.view(batch.shape));
      const grads = gradients(sum(square(layer.forward(x))), { of: [x] });
      return { dx: grads.get(x)!, norms: stepNorms(grads.get(x)!) };
    };
    scope(() => {
      const batch = randomTensor(5, 6, 3);
      const { dx, norms } = f(batch);
      const eager = norms.toArray();
      expect(eager).toEqual(stepNorms(dx).toArray());
      expect(eager).toHaveLength(6);
      const step = compile(f);
      step(batch);
      expect(step(batch).norms.toArray()).toEqual(eager);
      step.dispose();
    });
  });

  test("keeps one block", () => {
    const x = randomTensor(130, 5, 3);
    const before = memoryStats().blocks;
    const norms = stepNorms(x);
    expect(memoryStats().blocks).toBe(before + 1);
    norms.dispose();
    expect(memoryStats().blocks).toBe(before);
  });

  test("says what it expected", () => {
    expect(() => stepNorms(zeros([3]))).toThrow("stepNorms: x is [3], expected [B, T, ...]");
    expect(() => stepNorms(zeros([]))).toThrow(ShapeError);
    expect(() => stepNorms(zeros([2, 3], "int32"))).toThrow(DTypeError);
  });
});
