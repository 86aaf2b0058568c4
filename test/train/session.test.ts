import { afterEach, describe, expect, test, vi } from "vitest";
import { crossEntropy } from "../../src/nn/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { Callback, TrainEnd } from "../../src/train/callbacks.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { accuracy, evaluate, fit, predict } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { bits, compared, modes, network, options } from "../helpers/training.ts";

afterEach(() => vi.unstubAllGlobals());

describe("the event loop", () => {
  /** Keeps the thread busy for longer than anybody should wait; each time in steps that are not compiled. */
  const slow = (output: Tensor, y: Tensor) => {
    const until = performance.now() + 30;
    while (performance.now() < until);
    return crossEntropy(output, y);
  };

  test.each(["setImmediate", "MessageChannel"])("gets its turns by %s", async (means) => {
    const wait = setImmediate;
    if (means === "MessageChannel") vi.stubGlobal("setImmediate", undefined);
    const model = network();
    let turns = 0;
    let done = false;
    const turn = () => {
      turns++;
      if (!done) wait(turn);
    };
    wait(turn);
    await fit(model, compared(20), options(model, { loss: slow, epochs: 1, batchSize: 4, compile: false }));
    done = true;
    expect(turns).toBeGreaterThanOrEqual(4); // one between two batches at least
  });

  test("may use the model in another mode meanwhile", async () => {
    const model = network();
    const seen: boolean[] = [];
    const loss = (output: Tensor, y: Tensor) => {
      seen.push(model.training);
      return slow(output, y);
    };
    const disturb = setInterval(() => model.eval(), 1);
    await fit(model, compared(20), options(model, { loss, epochs: 1, batchSize: 4, compile: false }));
    clearInterval(disturb);
    expect(seen).toEqual(Array(5).fill(true));
  });

  test("lets a signal end training after the batch at hand", async () => {
    const model = network();
    model.eval();
    const controller = new AbortController();
    let batches = 0;
    let atAbort: unknown;
    const ends: TrainEnd[] = [];
    const loss = (output: Tensor, y: Tensor) => {
      batches++;
      return slow(output, y);
    };
    const before = memoryStats().live;
    setTimeout(() => {
      atAbort = bits(model);
      controller.abort();
    }, 80);
    const given = options(model, { loss, epochs: 100, batchSize: 4, signal: controller.signal, compile: false });
    const optimizerBytes = memoryStats().live - before;
    const promise = fit(model, compared(20), { ...given, callbacks: [{ onTrainEnd: (end) => void ends.push(end) }] });
    await expect(promise).rejects.toMatchObject({ name: "AbortError" });
    await expect(promise).rejects.toBe(controller.signal.reason);
    expect(batches).toBeGreaterThan(0);
    expect(batches).toBeLessThan(500);
    expect(bits(model)).toEqual(atAbort);
    expect(modes(model)).toEqual(Array(5).fill(false));
    expect(ends.map((e) => e.error)).toEqual([controller.signal.reason]);
    expect(memoryStats().live).toBe(before + optimizerBytes);
  });

  test("is not entered by a signal that is aborted already", async () => {
    const model = network();
    const before = bits(model);
    const reason = new Error("too late");
    const promise = fit(model, compared(20), options(model, { signal: AbortSignal.abort(reason) }));
    await expect(promise).rejects.toBe(reason);
    expect(bits(model)).toEqual(before);
  });

  test("ends training by a signal that a callback aborts", async () => {
    const model = network();
    const controller = new AbortController();
    let batches = 0;
    const callbacks: Callback[] = [
      {
        onBatchEnd() {
          if (++batches === 2) controller.abort("by hand");
        },
      },
    ];
    const given = options(model, { batchSize: 4, signal: controller.signal, callbacks });
    await expect(fit(model, compared(20), given)).rejects.toBe("by hand");
    expect(batches).toBe(2);
  });
});

describe("compiled steps", () => {
  test("give the bits of steps that are not", async () => {
    const trained = async (compile: boolean): Promise<unknown> => {
      manualSeed(3);
      const model = network();
      const history = await fit(model, compared(70), {
        ...options(model, { epochs: 3, batchSize: 16, validation: compared(21), compile }),
        metrics: { accuracy },
      });
      const outputs = (await predict(model, compared(10), { compile })).data;
      const figures = await evaluate(model, compared(10), { loss: crossEntropy, compile });
      return [
        history.map(({ loss, metrics, validation }) => ({ loss, metrics, validation })),
        bits(model),
        outputs,
        figures,
      ];
    };
    expect(await trained(true)).toEqual(await trained(false));
  });

  test("refuse a loss that reads tensors, with the remedy, before anything has changed", async () => {
    const model = network();
    const before = bits(model);
    const reading = (output: Tensor, y: Tensor) => (void output.data, crossEntropy(output, y));
    const promise = fit(model, compared(20), options(model, { loss: reading }));
    await expect(promise).rejects.toThrow("compile: a tensor is read while a step is traced");
    expect(bits(model)).toEqual(before);
    await fit(model, compared(20), options(model, { loss: reading, compile: false }));
    expect(bits(model)).not.toEqual(before);
  });
});
