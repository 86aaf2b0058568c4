import { describe, expect, test } from "vitest";
import { FormatError, ValueError } from "../../src/base/errors.ts";
import { decode, encode, inspect } from "../../src/io/safetensors.ts";
import { crossEntropy, Linear, Sequential } from "../../src/nn/index.ts";
import { dropout } from "../../src/ops/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { full } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import type { Callback, EpochEnd } from "../../src/train/callbacks.ts";
import { accuracy, fit, type FitOptions } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

/** What may not differ: all but durations. */
const figures = (history: readonly EpochEnd[]) =>
  history.map(({ epoch, loss, metrics, validation }) => ({ epoch, loss, metrics, validation }));

/** 64 samples to train with: 4 batches an epoch. */
const settings =
  (rest: Partial<FitOptions> = {}) =>
  (model: Sequential) =>
    options(model, { epochs: 3, batchSize: 16, validation: 16, metrics: { accuracy }, ...rest });

/** A callback that keeps each checkpoint by epoch and batch, "2" and "2.3". */
function keeper(): { kept: Map<string, Uint8Array<ArrayBuffer>>; callback: Callback } {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const callback: Callback = {
    onBatchEnd: ({ epoch, batch }, training) => void kept.set(`${epoch}.${batch}`, training.checkpoint()),
    onEpochEnd: ({ epoch }, training) => void kept.set(`${epoch}`, training.checkpoint()),
  };
  return { kept, callback };
}

const data = compared(80);

describe("a checkpoint", () => {
  test.each([
    ["", {}],
    [", not compiled", { compile: false }],
    [", in groups of 3 batches", { accumulate: 3 }],
    [", in order", { shuffle: false }],
    [", without a seed", { seed: undefined }],
    [", validated with other data", { validation: compared(10) }],
  ])("resumes to the bits of a run that went on%s", async (_, rest: Partial<FitOptions>) => {
    const { validation } = rest;
    const [whole, { kept, callback }] = [network(), keeper()];
    const history = await fit(whole, data, { ...settings(rest)(whole), callbacks: [callback] });
    expect(kept.size).toBe(3 * (1 + Math.ceil((validation === undefined ? 64 : 80) / 16)));
    for (const [when, resume] of kept) {
      const model = network();
      manualSeed(99);
      const resumed = await fit(model, data, { ...settings(rest)(model), seed: 5, resume });
      expect(bits(model), when).toEqual(bits(whole));
      expect(figures(resumed), when).toEqual(figures(history));
    }
  });

  test("holds the default generator, which models may draw from", async () => {
    const train = async (rest: Partial<FitOptions>) => {
      manualSeed(2);
      const layer = new Linear(2, 2);
      const model = new Sequential(layer);
      const forward = model.forward.bind(model);
      model.forward = (x) => (model.training ? dropout(forward(x), 0.3) : forward(x));
      const optimizer = new SGD(model, { learningRate: 0.1, momentum: 0.9 });
      await fit(model, data, { loss: crossEntropy, optimizer, epochs: 2, batchSize: 16, seed: 1, ...rest });
      return bits(model);
    };
    const { kept, callback } = keeper();
    const whole = await train({ callbacks: [callback] });
    expect(await train({ resume: kept.get("1.2")! })).toEqual(whole);
  });

  test("is safetensors, names what is in it, and leaves no memory behind", async () => {
    const [model, { kept, callback }] = [network(), keeper()];
    await fit(model, data, { ...settings()(model), callbacks: [callback] });
    const { tensors, metadata } = inspect(kept.get("2")!);
    expect([...tensors.keys()].filter((name) => name.startsWith("model."))).toEqual(
      [...model.namedTensors().keys()].map((name) => `model.${name}`),
    );
    expect([...metadata.keys()]).toEqual(["wasmgrad.checkpoint"]);
    const other = network();
    const set = settings()(other);
    const before = memoryStats().live;
    await fit(other, data, { ...set, resume: kept.get("2.1")! });
    expect(memoryStats().live).toBe(before);
  });

  test("of the end answers its history, and trains on when asked for more epochs", async () => {
    const [model, { kept, callback }] = [network(), keeper()];
    const history = await fit(model, data, { ...settings()(model), callbacks: [callback] });
    const again = network();
    const set = settings()(again);
    expect(await fit(again, data, { ...set, resume: kept.get("3")! })).toEqual(history);
    expect(bits(again)).toEqual(bits(model));
    expect(await fit(again, data, { ...set, epochs: 5, resume: kept.get("3")! })).toHaveLength(5);
  });
});

describe("resuming refuses", () => {
  const made = (async () => {
    const [model, { kept, callback }] = [network(), keeper()];
    await fit(model, data, { ...settings()(model), callbacks: [callback] });
    return kept.get("1")!;
  })();

  test.each([
    ["batchSize", { batchSize: 8 }, "fit: batchSize is 8, expected 16 as in the checkpoint"],
    ["accumulate", { accumulate: 2 }, "fit: accumulate is 2, expected 1 as in the checkpoint"],
    ["shuffle", { shuffle: false }, "fit: shuffle is false, expected true as in the checkpoint"],
    ["samples", { validation: 20 }, "fit: samples is 60, expected 64 as in the checkpoint"],
    ["given data", { validation: compared(16) }, "fit: samples is 80, expected 64 as in the checkpoint"],
  ] as const)("another plan: %s", async (_, rest, message) => {
    const model = network();
    const before = bits(model);
    const resume = await made;
    await expect(fit(model, data, { ...settings(rest)(model), resume })).rejects.toThrow(message);
    expect(bits(model)).toEqual(before);
  });

  test("another model, and another optimizer", async () => {
    const resume = await made;
    const model = new Sequential(new Linear(2, 2));
    const before = bits(model);
    await expect(fit(model, data, { ...settings()(model), resume })).rejects.toThrow("other random layers");
    const same = network();
    const optimizer = new SGD(same, { learningRate: 0.1 });
    await expect(fit(same, data, { ...settings()(same), optimizer, resume })).rejects.toThrow(ValueError);
    expect(bits(model)).toEqual(before);
  });

  test("what is none, and what is broken, and leaves the model as it was", async () => {
    const good = await made;
    const { tensors, metadata } = decode(good);
    const json = metadata.get("wasmgrad.checkpoint")!;
    const having = (text: string) => encode(tensors, new Map([["wasmgrad.checkpoint", text]]));
    const broken = [
      new Uint8Array(0),
      good.slice(0, -1),
      encode(tensors),
      ...["", "null", "[]", "{}", json.slice(1), json.replace('"batch":0', '"batch":-1')].map(having),
      having(json.replace('"counter":', '"counter":-')),
      having(json.replace('"epoch":1', '"epoch":2')),
    ];
    const model = network();
    const before = bits(model);
    for (const resume of broken) {
      await expect(fit(model, data, { ...settings()(model), resume })).rejects.toThrow(FormatError);
    }
    const cells = new Map(tensors);
    const name = [...tensors.keys()].find((key) => key.endsWith("cells"))!;
    cells.set(name, full(tensors.get(name)!.shape, -1, "int32"));
    await expect(fit(model, data, { ...settings()(model), resume: encode(cells, metadata) })).rejects.toThrow(
      "finite numbers from 0 on",
    );
    expect(bits(model)).toEqual(before);
  });
});
