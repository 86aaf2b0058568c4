import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { type Gradients, gradients } from "../../src/autograd/tape.ts";
import { EngineError, ValueError } from "../../src/base/errors.ts";
import { crossEntropy, Linear } from "../../src/nn/index.ts";
import { clipByGlobalNorm, type ClipNormOptions, SGD } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { launchesOf } from "../helpers/kernels.ts";
import { expectClose } from "../helpers/close.ts";
import { randomTensor } from "../helpers/random.ts";
import golden from "../golden/torch-clipping.json" with { type: "json" };

afterAll(shutdown);

const gradsOf = (...tensors: Tensor[]): Gradients => new Map(tensors.map((t) => [t, t]));
const numbersOf = (grads: Gradients) => Array.from(grads.values(), (dw) => [...dw.data]);
const number = (v: number | string) => Number(typeof v === "string" ? v.replace("inf", "Infinity") : v);

/** Sizes around one block of partial sums, and around a block of these. */
const SIZES = [0, 1, 5, 4095, 4096, 4097, 3 * 4096 + 1];

function expectedNorm(tensors: readonly Tensor[], p: number): number {
  const all = tensors.flatMap((t) => Array.from(t.data, Math.abs));
  if (p === Infinity) return all.reduce((a, b) => Math.max(a, b), 0);
  return all.reduce((total, v) => total + v ** p, 0) ** (1 / p);
}

describe("clipByGlobalNorm", () => {
  test("scales all gradients alike, by hand", () => {
    const [a, b] = [tensor([3, 0]), tensor([[4]])];
    const { grads, norm } = clipByGlobalNorm(gradsOf(a, b), 1);
    expect(norm.shape).toEqual([]);
    expect(norm.item()).toBe(5);
    expectClose(numbersOf(grads).flat(), [0.6, 0, 0.8], 3e-7);
    expect(a.toArray()).toEqual([3, 0]);
    const kept = clipByGlobalNorm(gradsOf(a, b), 5.1);
    expect(numbersOf(kept.grads)).toEqual([[3, 0], [4]]);
  });

  test.each(golden.cases.map((c) => [c.normType, c.maxNorm, c.grads.length, c] as const))(
    "is PyTorch's for normType %s and maxNorm %s of %i gradients",
    (normType, maxNorm, _, c) => {
      const given = c.grads.map((values) => tensor(values.map(number)));
      const { grads, norm } = clipByGlobalNorm(gradsOf(...given), maxNorm, { normType: number(normType) });
      expectClose(norm.data, [number(c.norm)], 4e-7, "norm");
      expectClose(numbersOf(grads).flat(), c.clipped.flat().map(number), 6e-7, "gradients");
    },
  );

  test.each([2, 1, 3, 0.5, Infinity])("sums blocks of any number for order %d", (normType) => {
    for (const size of SIZES) {
      const all = [randomTensor(size), randomTensor(2, 3), randomTensor(4096)];
      const { norm } = clipByGlobalNorm(gradsOf(...all), 1, { normType });
      expectClose(norm.data, [expectedNorm(all, normType)], 2e-6, `${size}`);
    }
  });

  test("sums the partial sums of many numbers in blocks of their own", () => {
    const many = zeros([4096 * 4096 + 1]);
    const { norm } = clipByGlobalNorm(gradsOf(many, tensor([3])), 1);
    expect(norm.item()).toBe(3);
    const single = Array.from({ length: 4100 }, () => tensor([0.5]));
    expectClose(clipByGlobalNorm(gradsOf(...single), 1).norm.data, [Math.sqrt(4100) / 2], 1e-6);
    many.dispose();
  });

  test("takes no gradients at all", () => {
    const { grads, norm } = clipByGlobalNorm(new Map(), 1);
    expect([grads.size, norm.item()]).toEqual([0, 0]);
  });

  test("takes two launches for each gradient, and few besides", () => {
    const grads = gradsOf(...Array.from({ length: 20 }, () => randomTensor(50)));
    expect(launchesOf(() => void clipByGlobalNorm(grads, 1)).length).toBeLessThan(2 * 20 + 8);
  });

  test("does what is said about a norm that is not finite", () => {
    const grads = gradsOf(tensor([1, Infinity]));
    const call = (errorIfNonFinite: boolean) => () => clipByGlobalNorm(grads, 1, { errorIfNonFinite });
    expect(numbersOf(call(false)().grads)).toEqual([[0, NaN]]);
    expect(call(true)).toThrow(ValueError);
    expect(call(true)).toThrow("clipByGlobalNorm: the norm is Infinity, expected a finite number");
    expect(clipByGlobalNorm(gradsOf(tensor([2])), 1, { errorIfNonFinite: true }).norm.item()).toBe(2);
    const step = compile((x: Tensor) => clipByGlobalNorm(gradsOf(x), 1, { errorIfNonFinite: true }).norm);
    expect(() => step(tensor([1]))).toThrow(EngineError);
    step.dispose();
  });

  test("says what it expected", () => {
    for (const maxNorm of [-1, NaN]) {
      expect(() => clipByGlobalNorm(new Map(), maxNorm)).toThrow(
        `clipByGlobalNorm: maxNorm is ${maxNorm}, expected a number from 0 on`,
      );
    }
    for (const normType of [0, -1, NaN]) {
      expect(() => clipByGlobalNorm(new Map(), 1, { normType })).toThrow(
        `clipByGlobalNorm: normType is ${normType}, expected a number above 0, or Infinity`,
      );
    }
    expect(() => clipByGlobalNorm(undefined as unknown as Gradients, 1)).toThrow(
      "clipByGlobalNorm: grads is undefined, expected the map that gradients(loss) answers",
    );
  });

  test.each<ClipNormOptions>([{}, { normType: 1.5 }, { normType: Infinity }])(
    "leaves its result alone: %j",
    (options) => {
      const grads = gradsOf(randomTensor(5000), randomTensor(3));
      const before = memoryStats().blocks;
      const { grads: clipped, norm } = clipByGlobalNorm(grads, 1, options);
      expect(memoryStats().blocks).toBe(before + 3);
      for (const t of [norm, ...clipped.values()]) t.dispose();
      expect(memoryStats().blocks).toBe(before);
    },
  );
});

describe("a step that clips", () => {
  const bits = (t: Tensor) => Array.from(new Int32Array(t.data.buffer));

  /** Norms and parameters after three steps of a network with parameters of several blocks. */
  async function trained(threads: number, compiled: boolean): Promise<number[][]> {
    await init({ threads });
    manualSeed(3);
    return scope(() => {
      const model = new Linear(300, 70);
      const optimizer = new SGD(model, { learningRate: 0.5 });
      const x = tensor(
        Float32Array.from({ length: 32 * 300 }, (_, i) => Math.sin(i)),
        [32, 300],
      );
      const labels = tensor(Int32Array.from({ length: 32 }, (_, i) => i));
      const train = (input: Tensor, y: Tensor): Tensor => {
        const { grads, norm } = clipByGlobalNorm(gradients(crossEntropy(model.forward(input), y)), 0.1);
        optimizer.step(grads);
        return norm;
      };
      const step = compile(train);
      const norms = [1, 2, 3].map(() => bits((compiled ? step : train)(x, labels)));
      const result = [...norms, ...[...model.parameters()].map(bits)];
      for (const owned of [step, optimizer, model]) owned.dispose();
      return result;
    });
  }

  test("has the same bits on 1, 2 and 3 threads, compiled or not", async () => {
    const first = await trained(1, false);
    expect(new Set(first.slice(0, 3).map(String)).size).toBe(3);
    for (const threads of [1, 2, 3]) expect(await trained(threads, true), `${threads} threads`).toEqual(first);
    expect(await trained(3, false)).toEqual(first);
  });
});
