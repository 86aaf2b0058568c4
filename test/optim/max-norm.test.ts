import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { AutogradError, ValueError } from "../../src/base/errors.ts";
import { Linear, Parameter } from "../../src/nn/index.ts";
import { mul, sum } from "../../src/ops/index.ts";
import { maxNorm } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { expectClose } from "../helpers/close.ts";
import { noise, randomTensor } from "../helpers/random.ts";

afterAll(shutdown);

describe("maxNorm", () => {
  test("shrinks the rows that are too long, by hand", () => {
    using w = new Parameter(tensor([[3, 4], [0.3, 0.4], [0, 0], [-6, 8]])); // prettier-ignore
    using b = new Parameter(tensor([100]));
    const { blocks } = memoryStats();
    maxNorm([w, b], 1);
    expectClose(w.data, [0.6, 0.8, 0.3, 0.4, 0, 0, -0.6, 0.8], 1e-6);
    expect([...w.data.slice(2, 6)]).toEqual([0.3, 0.4, 0, 0].map(Math.fround));
    expect(b.item()).toBe(100);
    expect(memoryStats().blocks).toBe(blocks);
  });

  test("agrees with the rule in float64 for weights of several axes", () => {
    using w = new Parameter(randomTensor(7, 5, 33));
    const before = w.data;
    maxNorm([w], 4);
    const expected = Float64Array.from(before);
    for (let u = 0; u < 7; u++) {
      const row = expected.subarray(u * 165, (u + 1) * 165);
      const norm = Math.sqrt(row.reduce((total, v) => total + v * v, 0));
      row.forEach((v, i) => (row[i] = v * Math.min(1, 4 / (norm + 1e-7))));
    }
    expectClose(w.data, expected, 1e-6);
  });

  test("takes the parameters that match, and shows what is no number", () => {
    using model = new Linear(2, 2);
    const before = [...model.weight.data];
    maxNorm(model, 1e-3, { except: "weight" });
    expect([...model.weight.data]).toEqual(before);
    using w = new Parameter(tensor([[NaN, 1], [3, 4]])); // prettier-ignore
    maxNorm([w], 1, { match: "0" });
    expect([...w.data.subarray(0, 2)]).toEqual([NaN, NaN]);
    expectClose(w.data.subarray(2), [0.6, 0.8], 1e-6);
  });

  test("leaves frozen parameters as they are", () => {
    using w = new Parameter(tensor([[3, 4]])); // prettier-ignore
    w.trainable = false;
    maxNorm([w], 1);
    expect([...w.data]).toEqual([3, 4]);
    w.trainable = true;
    maxNorm([w], 1);
    expectClose(w.data, [0.6, 0.8], 1e-6);
  });

  test("has the same bits compiled, on any number of threads", async () => {
    const start = Float32Array.from({ length: 200 * 300 }, noise);
    const run = async (threads: number, compiled: boolean) => {
      await init({ threads });
      using w = new Parameter(tensor(start, [200, 300]));
      const shrink = () => (maxNorm([w], 3), tensor([0]));
      const step = compile(shrink);
      scope(() => void (compiled ? step : shrink)());
      step.dispose();
      return [...w.data];
    };
    const expected = await run(1, false);
    for (const threads of [1, 2, 3]) expect(await run(threads, true)).toEqual(expected);
  });

  test("makes gradients of what came before it an error, and names what it cannot use", () => {
    using w = new Parameter(randomTensor(2, 2));
    const loss = sum(mul(w, w));
    maxNorm([w], 1);
    expect(() => gradients(loss)).toThrow(AutogradError);
    for (const limit of [0, -1, NaN, Infinity]) {
      expect(() => maxNorm([w], limit)).toThrow(ValueError);
      expect(() => maxNorm([w], limit)).toThrow(`maxNorm: limit is ${limit}, expected a finite number above 0`);
    }
  });
});
