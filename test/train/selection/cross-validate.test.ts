import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { ArrayDataset, groupKFold, kFold, StandardScaler, stratifiedKFold, Subset } from "../../../src/data/index.ts";
import { Linear, type Module } from "../../../src/nn/index.ts";
import { SGD } from "../../../src/optim/index.ts";
import { defaultGenerator, manualSeed } from "../../../src/tensor/generator.ts";
import {
  crossValidate,
  earlyStopping,
  evaluate,
  fit,
  meanAbsoluteError,
  type TrainerDefinition,
} from "../../../src/train/index.ts";
import { meanSquaredError } from "../../../src/nn/losses/mean-squared-error.ts";
import { memoryStats } from "../../../src/wasm/heap.ts";
import { DATA, definition, SETTINGS, timeless } from "../../helpers/selection.ts";

const OPTIONS = { settings: SETTINGS, epochs: 2, seed: 1, folds: 3 };

describe("crossValidate", () => {
  test("gives what training on each fold by hand gives, from the fold's seed", async () => {
    const folds = kFold(DATA, { folds: 3 });
    const seeds: number[] = [];
    const spied = { ...definition, build: (s: typeof SETTINGS) => (seeds.push(seedNow()), definition.build(s)) };
    const { folds: records, mean, deviation } = await crossValidate(spied, DATA, { ...OPTIONS, folds });
    expect(new Set(seeds).size).toBe(3);
    for (const [i, { train, validation }] of folds.entries()) {
      manualSeed(seeds[i]!);
      const scaler = new StandardScaler().fit(train);
      const model = await definition.build(SETTINGS);
      const { loss, metrics } = definition;
      const own = { loss, metrics: metrics!, optimizer: definition.optimizer(model, SETTINGS) };
      await fit(model, scaler.transform(train), { ...own, epochs: 2, seed: seeds[i] });
      expect(records[i]).toMatchObject({
        ...(await evaluate(model, scaler.transform(train), own)),
        validation: await evaluate(model, scaler.transform(validation), own),
        epochs: 2,
      });
    }
    const losses = records.map(({ validation }) => validation.loss);
    const average = losses.reduce((a, b) => a + b) / 3;
    expect(mean.validation.loss).toBeCloseTo(average, 12);
    const variance = losses.reduce((sum, v) => sum + (v - average) ** 2, 0) / 3;
    expect(deviation.validation.loss).toBeCloseTo(Math.sqrt(variance), 12);
    expect(mean.metrics.accuracy).toBeCloseTo(records.reduce((sum, { metrics }) => sum + metrics.accuracy, 0) / 3, 12);
  });

  test("gives the same from the same seed, others from another, and leaves the default generator alone", async () => {
    manualSeed(5);
    defaultGenerator().fork().dispose();
    const before = defaultGenerator().save();
    const first = await crossValidate(definition, DATA, OPTIONS);
    expect(defaultGenerator().save()).toEqual(before);
    expect(timeless(await crossValidate(definition, DATA, OPTIONS))).toBe(timeless(first));
    const other = await crossValidate(definition, DATA, { ...OPTIONS, seed: 2 });
    expect(timeless(other)).not.toBe(timeless(first));
    const drawn = async () => (
      manualSeed(5),
      timeless(await crossValidate(definition, DATA, { ...OPTIONS, seed: undefined }))
    );
    expect(await drawn()).toBe(await drawn());
  });

  test("deals folds out at random, stratified if there are labels", async () => {
    const numbers = crossValidate(definition, DATA, OPTIONS);
    const given = { ...OPTIONS, folds: stratifiedKFold(DATA, { folds: 3, seed: 1 }) };
    const [a, b] = [await numbers, await crossValidate(definition, DATA, given)];
    expect(timeless(a)).toBe(timeless(b));
  });

  test("works on numbers without metrics, settings and preparation, and with groups", async () => {
    const x = Float32Array.from({ length: 20 }, (_, i) => i / 20);
    const data = new ArrayDataset({ data: x, shape: [1] }, { data: x.map((v) => 2 * v), shape: [1] });
    const plain: TrainerDefinition<Record<never, never>, undefined> = {
      build: () => new Linear(1, 1),
      loss: meanSquaredError,
      optimizer: (model: Module) => new SGD(model, { learningRate: 0.5 }),
    };
    const { mean } = await crossValidate(plain, data, { epochs: 20, seed: 3 });
    expect(mean.validation.loss).toBeLessThan(0.02);
    const groups = Array.from(x, (_, i) => i % 4);
    const grouped = groupKFold(data, { groups, folds: 4 });
    const measured = { ...plain, metrics: { meanAbsoluteError } };
    const { folds } = await crossValidate(measured, data, { epochs: 1, folds: grouped });
    expect(folds.every(({ metrics }) => metrics.meanAbsoluteError > 0)).toBe(true);
    expect(folds).toHaveLength(4);
  });

  test("takes options of fit from the definition, under those of the caller, and callbacks for each model", async () => {
    const models = new Set<Module>();
    const batches: (number | null)[] = [];
    const own: typeof definition = {
      ...definition,
      fitOptions: ({ hidden }) => ({ epochs: hidden, batchSize: 100, validation: 0.25 }),
      callbacks: (model) => [
        earlyStopping(models.add(model) && model, { patience: 1, minDelta: 10 }),
        {
          onTrainBegin: ({ epochs, samples, validationSamples }) =>
            void batches.push(epochs, samples, validationSamples),
        },
      ],
    };
    const { folds } = await crossValidate(own, DATA, { settings: SETTINGS, folds: 3, seed: 1 });
    expect(models.size).toBe(3);
    expect(batches.slice(0, 3)).toEqual([4, 30, 10]);
    expect(folds.map(({ epochs }) => epochs)).toEqual([2, 2, 2]);
    await crossValidate(own, DATA, { ...OPTIONS, epochs: 7 });
    expect(batches.at(-3)).toBe(7);
  });

  test("frees what it made, also when it fails", async () => {
    const { live, blocks } = memoryStats();
    await crossValidate(definition, DATA, OPTIONS);
    expect(memoryStats()).toMatchObject({ live, blocks });
    await expect(crossValidate(definition, DATA, { ...OPTIONS, epochs: 0 })).rejects.toThrow("fit: epochs is 0");
    const wide = { ...definition, build: () => new Linear(3, 2) };
    await expect(crossValidate(wide, DATA, OPTIONS)).rejects.toBeInstanceOf(ShapeError);
    const broken = {
      ...definition,
      optimizer: () => {
        throw new TypeError("mine");
      },
    };
    await expect(crossValidate(broken, DATA, OPTIONS)).rejects.toThrow("mine");
    expect(memoryStats()).toMatchObject({ live, blocks });
  });

  test("ends with the signal's reason, and may be called again", async () => {
    const stop = new AbortController();
    const mine = new Error("mine");
    const own = { ...definition, callbacks: [{ onBatchEnd: () => stop.abort(mine) }] };
    const { live } = memoryStats();
    await expect(crossValidate(own, DATA, { ...OPTIONS, signal: stop.signal })).rejects.toBe(mine);
    await expect(crossValidate(definition, DATA, { ...OPTIONS, signal: stop.signal })).rejects.toBe(mine);
    expect(memoryStats().live).toBe(live);
    await crossValidate(definition, DATA, { ...OPTIONS, epochs: 1 });
  });

  test("is alone in its thread", async () => {
    const first = crossValidate(definition, DATA, OPTIONS);
    await expect(crossValidate(definition, DATA, OPTIONS)).rejects.toThrow(
      "another selection is under way in this thread",
    );
    await first;
  });

  test("refuses folds and options that cannot be used", async () => {
    const refusal = (rest: object, trainer = definition) =>
      expect(crossValidate(trainer, DATA, { ...OPTIONS, ...rest })).rejects;
    const [fold] = kFold(DATA);
    const other = kFold(
      new Subset(
        DATA,
        Array.from({ length: 60 }, (_, i) => i),
      ),
    );
    await refusal({ folds: other }).toThrow(
      "crossValidate: folds[0] is of another dataset, expected folds of the data",
    );
    await refusal({ folds: [] }).toThrow("crossValidate: folds is an empty list, expected at least one fold");
    await refusal({ folds: 1 }).toThrow("folds is 1, expected a whole number from 2 to 60");
    const nothing = new Subset(DATA, []);
    await refusal({ folds: [{ ...fold, validation: nothing }] }).toThrow(
      "folds[0].validation is empty, expected at least one",
    );
    await refusal({ folds: [{ ...fold, validation: fold!.train }] }).toThrow(
      "folds[0] trains and validates with sample 12",
    );
    await refusal({ seed: -1 }).toThrow("seed is -1, expected a whole number");
    await refusal({ epochs: undefined }).toThrow("fit: epochs is undefined, expected a whole number from 1 on");
    await refusal({}, { ...definition, build: () => 7 as unknown as Module }).toThrow(
      "trainer: build gives number, expected a module",
    );
    await expect(crossValidate(definition, nothing, OPTIONS)).rejects.toBeInstanceOf(ValueError);
  });
});

/** The seed that the default generator was given. */
function seedNow(): number {
  const [low, high] = defaultGenerator().save().key;
  return high * 2 ** 32 + low;
}
