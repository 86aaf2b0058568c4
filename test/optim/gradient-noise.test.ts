import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import type { Gradients } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { GradientNoise } from "../../src/optim/index.ts";
import { full, zeros } from "../../src/tensor/creation.ts";
import { Generator, manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const N = 40_000;

describe("GradientNoise", () => {
  test("adds noise whose variance falls", () => {
    scope(() => {
      using noise = new GradientNoise({ eta: 0.5, gamma: 0.8 });
      manualSeed(5);
      const w = zeros([N]);
      for (let t = 0; t < 5; t++) {
        const noisy = Float64Array.from(noise.add(new Map([[w, full([N], 3)]])).get(w)!.data);
        const mean = noisy.reduce((a, b) => a + b, 0) / N;
        const variance = noisy.reduce((a, b) => a + (b - mean) ** 2, 0) / N;
        const expected = 0.5 / (1 + t) ** 0.8;
        // Five deviations of a mean, and of a variance, of N numbers.
        expect(Math.abs(mean - 3)).toBeLessThan(5 * Math.sqrt(expected / N));
        expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / N));
      }
      expect(noise.namedTensors().get("steps")!.item()).toBe(5);
    });
  });

  test("has the same bits compiled, and other noise at each step", () => {
    const run = (compiled: boolean) =>
      scope(() => {
        using noise = new GradientNoise();
        manualSeed(5);
        const add = (dw: Tensor): Tensor => noise.add(new Map([[dw, dw]])).get(dw)!;
        const step = compile(add);
        const all = [1, 2, 3].map(() => [...(compiled ? step : add)(zeros([100])).data]);
        step.dispose();
        return all;
      });
    const eager = run(false);
    expect(run(true)).toEqual(eager);
    expect(new Set(eager.map(String)).size).toBe(3);
  });

  test("is none without a variance, draws from a generator of its own, and leaves nothing behind", () => {
    const { blocks } = memoryStats();
    scope(() => {
      using none = new GradientNoise({ eta: 0 });
      const w = full([3], 2);
      expect(
        none
          .add(new Map([[w, w]]))
          .get(w)!
          .toArray(),
      ).toEqual([2, 2, 2]);
      using generator = new Generator(7);
      using again = new Generator(7);
      const drawn = [generator, again].map((g) => {
        using noise = new GradientNoise({ generator: g });
        return noise
          .add(new Map([[w, w]]))
          .get(w)!
          .toArray();
      });
      expect(drawn[0]).toEqual(drawn[1]);
    });
    expect(memoryStats().blocks).toBe(blocks);
  });

  test("says what it expected", () => {
    expect(() => new GradientNoise({ eta: -1 })).toThrow(ValueError);
    expect(() => new GradientNoise({ gamma: NaN })).toThrow("GradientNoise: gamma is NaN, expected a finite number");
    using noise = new GradientNoise();
    expect(() => noise.add([] as unknown as Gradients)).toThrow("GradientNoise: grads is object, expected the map");
  });
});
