import { Worker } from "node:worker_threads";
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { EngineError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { Subset } from "../../src/data/subset.ts";
import { crossValidate, gridSearch, learningCurve, randomSearch, validationCurve } from "../../src/train/index.ts";
import { connect, type TrainerPool, trainerPool } from "../../src/worker/index.ts";
import { Bundle } from "../helpers/bundle.ts";
import { DATA, definition, SETTINGS, timeless } from "../helpers/selection.ts";
import type { poolTrainer, Way } from "./pool-trainer.ts";

const POISON = 13;
const OPTIONS = { epochs: 2, seed: 1, folds: 3 };
const GRID = { hidden: [2, 4], learningRate: [0.01, 1e38] };
let bundle: Bundle;
const open: { terminate(): Promise<void> }[] = [];

beforeAll(async () => {
  bundle = await Bundle.build("test/worker/pool-trainer.ts");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.terminate()));
});
afterAll(() => bundle.remove());

/** A pool with a worker for each way. */
function pool(...ways: readonly Way[]) {
  const made = trainerPool<typeof poolTrainer>(ways.map((workerData) => new Worker(bundle.path, { workerData })));
  open.push(made);
  return made;
}

/** A worker, of whose calls `tell` gets the names. */
function spied(worker: Worker, tell: (name: string) => void): Worker {
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message: { wasmgrad?: { m?: string } }, ...rest) => {
    tell(message.wasmgrad?.m ?? "");
    post(message, ...rest);
  };
  return worker;
}

describe("a pool", () => {
  test.each([1, 2, 3])("of %d gives what this thread gives, to the bit", async (count) => {
    const workers = pool(...Array.from({ length: count }, (_, i) => ({ threads: 1 + (i % 2) })));
    const same = async (
      f: (
        trainer: TrainerPool<NonNullable<typeof definition.metrics>, typeof SETTINGS> | typeof definition,
      ) => Promise<unknown>,
    ) => expect(timeless(await f(workers))).toBe(timeless(await f(definition)));
    await same((trainer) => gridSearch(trainer, DATA, { ...OPTIONS, settings: GRID }));
    if (count !== 2) return;
    await same((trainer) => crossValidate(trainer, DATA, { ...OPTIONS, settings: SETTINGS }));
    const settings = { hidden: [2, 3, 4], learningRate: (u: number) => 0.1 * u + 0.01 };
    await same((trainer) => randomSearch(trainer, DATA, { ...OPTIONS, settings, trials: 4 }));
    await same((trainer) => learningCurve(trainer, DATA, { ...OPTIONS, settings: SETTINGS, sizes: [0.5, 1] }));
    const part = new Subset(
      DATA,
      Array.from({ length: 30 }, (_, i) => 2 * i),
    );
    const curve = { ...OPTIONS, name: "hidden" as const, values: [1, 2], settings: { learningRate: 0.01 } };
    await same((trainer) => validationCurve(trainer, part, curve));
  });

  test("serves several at the same time; data are sent once to each worker, and freed there", async () => {
    const sent: string[][] = [[], []];
    const workers = sent.map((calls) => spied(new Worker(bundle.path), (name) => void calls.push(name)));
    const both = trainerPool<typeof poolTrainer>(workers);
    open.push(both);
    const options = { ...OPTIONS, settings: GRID };
    const search = () => gridSearch(both, DATA, options);
    const [a, b] = await Promise.all([search(), search()]);
    for (const calls of sent) {
      const count = (name: string) => calls.filter((call) => call === name).length;
      expect(count("trainFold")).toBeGreaterThan(1);
      expect(count("hold")).toBeLessThanOrEqual(2);
      expect(count("drop")).toBe(count("hold"));
    }
    expect(timeless(a)).toBe(timeless(b));
    expect(timeless(a)).toBe(timeless(await gridSearch(definition, DATA, options)));
  });

  test("knows metrics and settings by the type of the module", () => {
    const types = async (workers: ReturnType<typeof pool>) => {
      const { best } = await gridSearch(workers, DATA, { ...OPTIONS, settings: GRID });
      expectTypeOf(best.mean.validation.metrics).toEqualTypeOf<{ readonly accuracy: number }>();
      expectTypeOf(best.settings.hidden).toEqualTypeOf<number>();
      // @ts-expect-error -- a setting of another type
      await gridSearch(workers, DATA, { ...OPTIONS, settings: { ...GRID, hidden: ["4"] } });
      // @ts-expect-error -- settings are missing
      await crossValidate(workers, DATA, OPTIONS);
    };
    expect(types).toBeTypeOf("function");
  });

  test("hands on errors with their class, and ends what is under way with the signal's reason", async () => {
    const workers = pool({}, {});
    const wide = new ArrayDataset([[1], [2], [3], [4]], Int32Array.of(0, 0, 1, 1));
    const failed = crossValidate(workers, wide, { ...OPTIONS, folds: 2, settings: SETTINGS });
    await expect(failed).rejects.toBeInstanceOf(ShapeError);
    const mine = new Error("mine");
    const stop = new AbortController();
    const endless = crossValidate(workers, DATA, { ...OPTIONS, epochs: 1e9, settings: SETTINGS, signal: stop.signal });
    setTimeout(() => stop.abort(mine), 300);
    await expect(endless).rejects.toBe(mine);
    const settings = { hidden: [2, 3, 4, 5], learningRate: [0.01] };
    const told = await gridSearch(workers, DATA, { ...OPTIONS, settings, onTrial: () => "stop" });
    expect(told.trials.length).toBeLessThan(4);
    const own = () => {
      throw mine;
    };
    await expect(gridSearch(workers, DATA, { ...OPTIONS, settings, onTrial: own })).rejects.toBe(mine);
    expect(await crossValidate(workers, DATA, { ...OPTIONS, settings: SETTINGS })).toHaveProperty("mean");
  });

  test("ends work that is aborted while data are on their way", async () => {
    const stop = new AbortController();
    const mine = new Error("mine");
    const worker = spied(new Worker(bundle.path), (name) => {
      if (name === "hold") stop.abort(mine);
    });
    const one = trainerPool<typeof poolTrainer>([worker]);
    open.push(one);
    const options = { ...OPTIONS, settings: SETTINGS };
    const endless = crossValidate(one, DATA, { ...options, epochs: 1e9, signal: stop.signal });
    await expect(endless).rejects.toBe(mine);
    expect(await crossValidate(one, DATA, options)).toHaveProperty("mean");
  });

  test("gives the fold of a worker that ends to another", async () => {
    const expected = timeless(await gridSearch(definition, DATA, { ...OPTIONS, settings: GRID }));
    for (const dies of [1, 2]) {
      const found = await gridSearch(pool({}, { dies }), DATA, { ...OPTIONS, settings: GRID });
      expect(timeless(found)).toBe(expected);
    }
  });

  test("gives a fold up that ends two workers, and goes on", async () => {
    const settings = { hidden: [POISON, 4], learningRate: [0.01] };
    const workers = pool({}, {}, {}, {}, {});
    const { trials, best } = await gridSearch(workers, DATA, { ...OPTIONS, folds: 2, settings });
    expect(trials[0]!.error).toEqual({
      name: "EngineError",
      message: "connect: the worker failed: it ended with code 3",
    });
    expect(best.settings.hidden).toBe(4);
  });

  test("says so when no worker is left, and does not wait", async () => {
    const options = { ...OPTIONS, settings: SETTINGS };
    const workers = pool({ dies: 1 }, { dies: 2 });
    const failed = crossValidate(workers, DATA, options);
    await expect(failed).rejects.toThrow(
      "trainerPool: no worker is left, expected one that runs; connect: the worker failed: it ended with code 3",
    );
    await expect(failed).rejects.toBeInstanceOf(EngineError);
    await expect(crossValidate(workers, DATA, options)).rejects.toThrow("no worker is left");
    const missing = trainerPool([new Worker("throw new TypeError('no such thing')", { eval: true })]);
    await expect(crossValidate(missing, DATA, options)).rejects.toThrow("no such thing");
    const stopped = pool({}, {});
    const running = crossValidate(stopped, DATA, { ...options, epochs: 1e9 });
    setTimeout(() => void stopped.terminate(), 300);
    await expect(running).rejects.toThrow("connect: it was terminated");
  });

  test("wants workers, and such that are not connected", async () => {
    expect(() => trainerPool([])).toThrow(ValueError);
    const worker = new Worker(bundle.path);
    const trainer = connect<typeof poolTrainer>(worker, SETTINGS);
    open.push(trainer);
    await trainer.engine();
    const failed = crossValidate(trainerPool([worker]), DATA, { ...OPTIONS, settings: SETTINGS });
    await expect(failed).rejects.toThrow("the worker is connected already, expected a new one");
  });
});
