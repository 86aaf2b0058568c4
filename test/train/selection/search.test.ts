import { describe, expect, test } from "vitest";
import { ValueError } from "../../../src/base/errors.ts";
import {
  between,
  crossValidate,
  gridSearch,
  integersBetween,
  logBetween,
  randomSearch,
  type SearchResult,
} from "../../../src/train/index.ts";
import { manualSeed } from "../../../src/tensor/generator.ts";
import { memoryStats } from "../../../src/wasm/heap.ts";
import { DATA, definition, type Settings, timeless } from "../../helpers/selection.ts";

const OPTIONS = { epochs: 1, seed: 1, folds: 2 };
const settingsOf = ({ trials }: SearchResult<never, Settings>) => trials.map(({ settings }) => settings);

describe("gridSearch", () => {
  test("tries all combinations, finds the better one, and frees the models", async () => {
    manualSeed(0); // makes the default generator, which stays
    const { live, blocks } = memoryStats();
    const settings = { hidden: [1, 16], learningRate: [1e-5, 0.05] };
    const found = await gridSearch(definition, DATA, { ...OPTIONS, settings, epochs: 20 });
    expect(memoryStats()).toMatchObject({ live, blocks });
    expect(found.trials.map(({ trial, settings }) => [trial, settings.hidden, settings.learningRate])).toEqual([
      [0, 1, 1e-5],
      [1, 1, 0.05],
      [2, 16, 1e-5],
      [3, 16, 0.05],
    ]);
    expect(found.best.settings).toEqual({ hidden: 16, learningRate: 0.05 });
    expect(found.best).toEqual(found.trials[3]);
    expect(found.best.score).toBe(found.best.mean.validation.loss);
    const scores = found.trials.map(({ score }) => score!);
    expect(found.trials.map(({ rank }) => rank)).toEqual(scores.map((s) => 1 + scores.filter((o) => o < s).length));
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  test("of one combination is a cross-validation", async () => {
    const settings = { hidden: [4], learningRate: [0.02] };
    const { best } = await gridSearch(definition, DATA, { ...OPTIONS, settings });
    const alone = await crossValidate(definition, DATA, { ...OPTIONS, settings: { hidden: 4, learningRate: 0.02 } });
    expect(timeless({ folds: best.folds, mean: best.mean, deviation: best.deviation })).toBe(timeless(alone));
  });

  test("looks at the figure that is wanted; equal scores share a rank", async () => {
    const metrics = { ...definition.metrics!, hidden: () => 0 };
    let hidden = 0;
    const own = {
      ...definition,
      build: (settings: Settings) => ((hidden = settings.hidden), definition.build(settings)),
      metrics: { ...metrics, hidden: () => (hidden === 3 ? 9 : 1) },
    };
    const settings = { hidden: [2, 3, 4], learningRate: [0.01] };
    const least = await gridSearch(own, DATA, { ...OPTIONS, settings, monitor: "validation.hidden" });
    expect(least.trials.map(({ rank }) => rank)).toEqual([1, 3, 1]);
    expect(least.best.settings.hidden).toBe(2);
    const most = await gridSearch(own, DATA, { ...OPTIONS, settings, monitor: "hidden", mode: "max" });
    expect(most.trials.map(({ rank, score }) => [rank, score])).toEqual([
      [2, 1],
      [1, 9],
      [2, 1],
    ]);
    expect(most.best.settings.hidden).toBe(3);
  });

  test("leaves out the folds behind one that fails", async () => {
    const tried: number[] = [];
    const own = {
      ...definition,
      build(settings: Settings) {
        tried.push(settings.hidden);
        if (settings.hidden === 3) throw new Error("mine");
        return definition.build(settings);
      },
    };
    const settings = { hidden: [3, 4], learningRate: [0.01] };
    const { trials } = await gridSearch(own, DATA, { ...OPTIONS, folds: 3, settings });
    expect(tried).toEqual([3, 4, 4, 4]);
    expect(trials[0]!.error).toEqual({ name: "Error", message: "mine" });
  });

  test("trains each trial from a seed of its own", async () => {
    const settings = { hidden: [4, 4], learningRate: [0.01] };
    const { trials } = await gridSearch(definition, DATA, { ...OPTIONS, settings });
    expect(trials[0]!.score).not.toBe(trials[1]!.score);
  });

  test("records what fails, last of all, and goes on", async () => {
    const settings = { hidden: [4], learningRate: [1e38, 0.02, -1] };
    const { trials, best } = await gridSearch(definition, DATA, { ...OPTIONS, settings, epochs: 3 });
    expect(trials.map(({ rank }) => rank)).toEqual([2, 1, 2]);
    expect(trials[0]).toEqual({
      trial: 0,
      settings: { hidden: 4, learningRate: 1e38 },
      error: { name: "ValueError", message: expect.stringMatching(/^fit: loss is \S+ at epoch \d/) },
      score: null,
      rank: 2,
    });
    expect(best.trial).toBe(1);
    const own = { ...definition, metrics: { ...definition.metrics!, nothing: () => Number.NaN } };
    const nothing = gridSearch(own, DATA, { ...OPTIONS, settings, monitor: "validation.nothing" });
    await expect(nothing).rejects.toThrow(
      "gridSearch: all 3 trials failed, expected one that does not; the first with",
    );
  });

  test("ends after the trial at hand when time is up, or when it is told so", async () => {
    const settings = { hidden: [1, 2, 3, 4], learningRate: [0.01] };
    const late = await gridSearch(definition, DATA, { ...OPTIONS, settings, seconds: 1e-9 });
    expect(late.trials).toHaveLength(1);
    expect(late.best.folds).toHaveLength(2);
    const seen: number[] = [];
    const told = await gridSearch(definition, DATA, {
      ...OPTIONS,
      settings,
      onTrial: async ({ settings, score }) => {
        await Promise.resolve();
        seen.push(settings.hidden);
        expect(score).toBeGreaterThan(0);
        return settings.hidden === 3 ? "stop" : undefined;
      },
    });
    expect(seen).toEqual([1, 2, 3]);
    expect(told.trials.map(({ settings }) => settings.hidden)).toEqual([1, 2, 3]);
  });

  test("ends with what onTrial throws, and with the signal's reason", async () => {
    const settings = { hidden: [1, 2], learningRate: [0.01] };
    const mine = new Error("mine");
    const throws = () => Promise.reject(mine);
    await expect(gridSearch(definition, DATA, { ...OPTIONS, settings, onTrial: throws })).rejects.toBe(mine);
    const stop = new AbortController();
    const aborts = () => stop.abort(mine);
    const aborted = gridSearch(definition, DATA, { ...OPTIONS, settings, signal: stop.signal, onTrial: aborts });
    await expect(aborted).rejects.toBe(mine);
  });

  test("refuses what is no grid, and figures that there are not", async () => {
    const refusal = (rest: object) => {
      const settings = { hidden: [1], learningRate: [0.01] };
      return expect(gridSearch(definition, DATA, { ...OPTIONS, settings, ...rest })).rejects;
    };
    await refusal({ settings: undefined }).toThrow("gridSearch: settings are empty");
    await refusal({ settings: {} }).toThrow("gridSearch: settings are empty, expected at least one");
    await refusal({ settings: { hidden: [] } }).toThrow(
      "settings.hidden is an empty list, expected at least one value",
    );
    await refusal({ settings: { hidden: 4 } }).toThrow("settings.hidden is number, expected a list of values");
    await refusal({ mode: "most" }).toThrow("gridSearch: mode is most, expected min or max");
    for (const seconds of [0, -1, Number.NaN]) await refusal({ seconds }).toBeInstanceOf(ValueError);
    await refusal({ monitor: "validation.f1" }).toThrow(
      "gridSearch: monitor is validation.f1, expected one of loss, accuracy, validation.loss, validation.accuracy",
    );
  });
});

describe("randomSearch", () => {
  const settings = { hidden: integersBetween(1, 3), learningRate: logBetween(1e-3, 1e-1) };

  test("draws from the seed alone, ten trials unless told otherwise", async () => {
    const first = await randomSearch(definition, DATA, { ...OPTIONS, settings });
    expect(first.trials).toHaveLength(10);
    expect(new Set(settingsOf(first as never).map(({ hidden }) => hidden))).toEqual(new Set([1, 2, 3]));
    for (const { learningRate } of settingsOf(first as never)) {
      expect(learningRate).toBeGreaterThanOrEqual(1e-3);
      expect(learningRate).toBeLessThanOrEqual(1e-1);
    }
    const short = await randomSearch(definition, DATA, { ...OPTIONS, settings, trials: 3 });
    const scoresOf = ({ trials }: typeof first) => trials.map(({ settings, score }) => ({ settings, score }));
    expect(scoresOf(short)).toEqual(scoresOf(first).slice(0, 3));
    const other = await randomSearch(definition, DATA, { ...OPTIONS, settings, trials: 3, seed: 2 });
    expect(settingsOf(other as never)).not.toEqual(settingsOf(short as never));
  });

  test("draws each combination of lists once", async () => {
    const lists = { hidden: [1, 2, 3], learningRate: [0.01, 0.1] };
    const all = await randomSearch(definition, DATA, { ...OPTIONS, settings: lists, trials: 99 });
    expect(new Set(settingsOf(all as never).map((s) => JSON.stringify(s))).size).toBe(6);
    expect(all.trials).toHaveLength(6);
    const mixed = { hidden: [1, 2], learningRate: between(0.01, 0.02) };
    const five = await randomSearch(definition, DATA, { ...OPTIONS, settings: mixed, trials: 5 });
    expect(new Set(settingsOf(five as never).map(({ learningRate }) => learningRate)).size).toBe(5);
  });

  test("goes on until time is up, if that alone is limited", async () => {
    const start = performance.now();
    const { trials } = await randomSearch(definition, DATA, { ...OPTIONS, settings, seconds: 1 });
    expect(trials.length).toBeGreaterThan(1);
    expect(performance.now() - start).toBeGreaterThanOrEqual(1000);
  });

  test("refuses what nothing can be drawn from", async () => {
    const refusal = (rest: object) => expect(randomSearch(definition, DATA, { ...OPTIONS, settings, ...rest })).rejects;
    for (const trials of [0, 1.5, Number.NaN, Infinity])
      await refusal({ trials }).toThrow(`trials is ${trials}, expected`);
    await refusal({ settings: {} }).toThrow("randomSearch: settings are empty");
    await refusal({ settings: { hidden: [] } }).toThrow("settings.hidden is an empty list");
    await refusal({ settings: { hidden: 3 } }).toThrow(
      "settings.hidden is number, expected a list of values or a dist",
    );
  });
});

describe("distributions", () => {
  test("spread shares over their range", () => {
    expect([0, 0.5, 1].map(between(-1, 3))).toEqual([-1, 1, 3]);
    [0, 0.5, 1].map(logBetween(1e-4, 1)).forEach((v, i) => expect(v).toBeCloseTo([1e-4, 1e-2, 1][i]!, 12));
    expect([0, 0.3, 0.35, 0.999].map(integersBetween(2, 4))).toEqual([2, 2, 3, 4]);
  });

  test("refuse ranges that are none", () => {
    for (const distribution of [between, logBetween, integersBetween]) {
      for (const [low, high] of [
        [2, 1],
        [1, 1],
        [Number.NaN, 1],
        [1, Number.NaN],
        [1, Infinity],
      ] as const) {
        expect(() => distribution(low, high)).toThrow(`[low, high] is [${low}, ${high}], expected low < high`);
        expect(() => distribution(low, high)).toThrow(ValueError);
      }
    }
    expect(() => logBetween(0, 1)).toThrow("logBetween: [low, high] is [0, 1], expected low < high, both positive");
    expect(() => integersBetween(0.5, 2)).toThrow(ValueError);
  });
});
