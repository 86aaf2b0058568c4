import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { AutogradError, ValueError } from "../../src/base/errors.ts";
import { Linear, Parameter } from "../../src/nn/index.ts";
import { mul, sum } from "../../src/ops/index.ts";
import { WeightAverage } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { assign } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { expectClose } from "../helpers/close.ts";
import { noise } from "../helpers/random.ts";

afterAll(shutdown);

/** The average after each of some values of a parameter. */
function averages(values: readonly number[][], decay?: number): number[][] {
  using w = new Parameter(tensor(values[0]!.map(() => 7)));
  using average = new WeightAverage([w], decay === undefined ? {} : { decay });
  return values.map((value) => {
    scope(() => assign(w, tensor(value)));
    average.update();
    return [...average.namedTensors().get("0")!.data];
  });
}

describe("WeightAverage", () => {
  const values = Array.from({ length: 6 }, () => Array.from({ length: 5 }, noise));

  test("is an exponential moving average that begins with the first weights", () => {
    const found = averages(values, 0.75);
    let expected = values[0]!;
    values.forEach((value, t) => {
      if (t > 0) expected = expected.map((a, i) => 0.75 * a + 0.25 * value[i]!);
      expectClose(found[t]!, expected, 1e-6);
    });
    expect(found[0]).toEqual(values[0]!.map(Math.fround));
  });

  test("is the mean of all weights", () => {
    averages(values).forEach((found, t) => {
      const expected = values[0]!.map((_, i) => values.slice(0, t + 1).reduce((sum, v) => sum + v[i]!, 0) / (t + 1));
      expectClose(found, expected, 1e-6);
    });
  });

  test("tells gradients that the weights were changed", () => {
    using w = new Parameter(tensor([1, 2]));
    using average = new WeightAverage([w]);
    average.update();
    scope(() => {
      const loss = sum(mul(w, w));
      average.swap();
      expect(() => gradients(loss)).toThrow(AutogradError);
    });
  });

  test("changes places with the weights, and back", () => {
    using model = new Linear(3, 2);
    using average = new WeightAverage(model, { decay: 0.5 });
    average.update();
    const before = [...model.weight.data];
    scope(() => assign(model.weight, tensor(before.map((v) => v + 2), [2, 3]))); // prettier-ignore
    average.update();
    expect(average.count).toBe(2);
    const { blocks } = memoryStats();
    average.swap();
    expect(memoryStats().blocks).toBe(blocks);
    expectClose(model.weight.data, before.map((v) => v + 1), 1e-6); // prettier-ignore
    expect(() => average.update()).toThrow(ValueError);
    expect(() => average.update()).toThrow("WeightAverage: the averages are in the model, expected its own weights");
    average.swap();
    expect([...model.weight.data]).toEqual(before.map((v) => Math.fround(v + 2)));
    average.update();
  });

  test("has the same bits compiled, on any number of threads, and goes on from a saved state", async () => {
    const start = Float32Array.from({ length: 30_001 }, noise);
    const all = Array.from({ length: 4 }, () => Float32Array.from(start, noise));
    const run = async (threads: number, compiled: boolean, cut = 0) => {
      await init({ threads });
      using w = new Parameter(tensor(start));
      let average = new WeightAverage([w], { decay: 0.9 });
      const take = (x: Tensor): Tensor => (assign(w, x), average.update(), x);
      const step = compile(take);
      scope(() =>
        all.forEach((x, i) => {
          if (i > 0 && i === cut) {
            const saved = new Map(Array.from(average.namedTensors(), ([name, t]) => [name, tensor(t.data, t.shape)]));
            average.dispose();
            average = new WeightAverage([w]);
            average.load(saved);
          }
          (compiled ? step : take)(tensor(x));
        }),
      );
      const result = [...average.namedTensors().get("0")!.data];
      for (const owned of [step, average]) owned.dispose();
      return result;
    };
    const expected = await run(1, false);
    for (const threads of [1, 2, 3]) expect(await run(threads, true), `${threads} threads`).toEqual(expected);
    expect(await run(1, false, 2)).toEqual(expected);
  });

  test("leaves no memory behind, and names what it cannot use", () => {
    using w = new Parameter(tensor([1]));
    const { blocks } = memoryStats();
    new WeightAverage([w]).dispose();
    expect(memoryStats().blocks).toBe(blocks);
    expect(() => new WeightAverage([w], { decay: 1 })).toThrow(
      "WeightAverage: decay is 1, expected a number from 0 on",
    );
    expect(() => new WeightAverage([])).toThrow("WeightAverage: the list has no parameters");
    using average = new WeightAverage([w]);
    expect(() => average.load(new Map())).toThrow('WeightAverage: load: "0" is missing, "cells" is missing');
  });
});
