import { Worker } from "node:worker_threads";
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { EngineError, FormatError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { Subset } from "../../src/data/subset.ts";
import { decode, encode } from "../../src/io/safetensors.ts";
import { crossEntropy, Linear } from "../../src/nn/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { accuracy, type BatchEnd, type EpochEnd, evaluate, fit, predict } from "../../src/train/index.ts";
import { connect, type MetricsOf, type RemoteTrainer } from "../../src/worker/index.ts";
import { Bundle } from "../helpers/bundle.ts";
import { bits, compared, network } from "../helpers/training.ts";
import type { Settings, testTrainer, Way } from "./trainer.ts";

type Trainer = RemoteTrainer<MetricsOf<typeof testTrainer>>;

const DATA = compared(200);
let bundle: Bundle;
const open: Trainer[] = [];

beforeAll(async () => {
  bundle = await Bundle.build("test/worker/trainer.ts");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((trainer) => trainer.terminate()));
});
afterAll(() => bundle.remove());

/** A worker of its own, as the tests want it. */
function start(way: Way = {}, settings: Settings = { learningRate: 0.01 }): Trainer {
  const trainer = connect<typeof testTrainer>(new Worker(bundle.path, { workerData: way }), settings);
  open.push(trainer);
  return trainer;
}

/** The same training in this thread. */
async function local(epochs: number) {
  const model = network();
  const optimizer = new Adam(model, { learningRate: 0.01 });
  const losses: number[] = [];
  const history = await fit(model, DATA, {
    loss: crossEntropy,
    optimizer,
    epochs,
    seed: 3,
    validation: 0.2,
    metrics: { accuracy },
    callbacks: [{ onBatchEnd: ({ loss }) => void losses.push(loss) }],
  });
  return { model, history, losses };
}

const bitsIn = (weights: Uint8Array) =>
  [...decode(weights).tensors.values()].map((t) => Array.from(new Uint32Array(t.data.buffer)));
const figures = (history: readonly EpochEnd[]) =>
  history.map(({ epoch, loss, metrics, validation }) => [
    epoch,
    loss,
    metrics["accuracy"],
    validation?.loss,
    validation?.metrics["accuracy"],
  ]);

describe("fit", () => {
  test.each([1, 2])("gives what it gives in this thread, to the bit, with %d threads", async (threads) => {
    const expected = await local(3);
    const trainer = start({ threads });
    const losses: number[] = [];
    const { history, weights } = await trainer.fit(DATA, {
      epochs: 3,
      seed: 3,
      validation: 0.2,
      onBatchEnd: ({ loss }) => void losses.push(loss),
    });
    expect(figures(history)).toEqual(figures(expected.history));
    expect(losses).toEqual(expected.losses);
    expect(bitsIn(weights)).toEqual(bits(expected.model));
    expect((await trainer.engine()).threads).toBe(threads);
    expect(await trainer.weights()).toEqual(weights);
  });

  test("tells of every batch in order, before its epoch, and of epochs", async () => {
    const seen: string[] = [];
    await start().fit(DATA, {
      epochs: 2,
      batchSize: 50,
      onBatchEnd: ({ epoch, batch }) => void seen.push(`${epoch}/${batch}`),
      onEpochEnd: async ({ epoch, metrics }) => {
        expectTypeOf(metrics).toEqualTypeOf<{ readonly accuracy: number }>();
        await Promise.resolve();
        seen.push(`${epoch} ${Number.isFinite(metrics.accuracy)}`);
      },
    });
    expect(seen).toEqual(["1/1", "1/2", "1/3", "1/4", "1 true", "2/1", "2/2", "2/3", "2/4", "2 true"]);
  });

  test("stops when a callback says so", async () => {
    const { history } = await start().fit(DATA, {
      epochs: 9,
      onEpochEnd: ({ epoch }) => (epoch === 2 ? "stop" : undefined),
    });
    expect(history).toHaveLength(2);
  });

  test("validates with another dataset, which may be any dataset", async () => {
    const part = new Subset(DATA, [1, 2, 3, 5, 8]);
    const trainer = start();
    const { history } = await trainer.fit(part, { epochs: 1, validation: part, batchSize: 2 });
    expect(history[0]!.validation).toEqual(await trainer.evaluate(part, { batchSize: 2 }));
  });

  test("copies the data, or moves them if told so", async () => {
    const trainer = start();
    const own = compared(60);
    await trainer.fit(own, { epochs: 1, validation: own });
    expect(own.x.data).toHaveLength(120);
    await trainer.fit(own, { epochs: 1, validation: own, transfer: true });
    expect(own.x.data).toHaveLength(0);
    expect(own.y.data).toHaveLength(0);
    const both = new Float32Array(6);
    const part = new ArrayDataset({ data: both.subarray(2), shape: [2] }, Int32Array.of(0, 1));
    await trainer.fit(part, { epochs: 1, transfer: true });
    expect(both).toHaveLength(6);
  });

  test("takes what the module decides from the settings, and what the page says before that", async () => {
    const trainer = start({ dies: true }, { learningRate: 0.01, batchSize: 1 });
    const batches = async (rest: object) => {
      let n = 0;
      await trainer.fit(DATA, { epochs: 1, onBatchEnd: () => void n++, ...rest });
      return n;
    };
    expect(await batches({})).toBe(200); // without the callback that ends the worker
    expect(await batches({ batchSize: 100 })).toBe(2);
  });

  test("refuses a second training at once, and lets the page look in meanwhile", async () => {
    const trainer = start();
    const stop = new AbortController();
    let next: () => void = () => undefined;
    const epoch = () => new Promise<void>((resolve) => (next = resolve));
    const first = trainer.fit(DATA, { epochs: 1e6, signal: stop.signal, onEpochEnd: () => next() });
    await expect(trainer.fit(DATA, { epochs: 1 })).rejects.toThrow(ValueError);
    await epoch();
    expect((await trainer.predict(DATA)).shape).toEqual([200, 2]);
    expect((await trainer.evaluate(DATA)).loss).toBeGreaterThan(0);
    await epoch();
    stop.abort();
    await expect(first).rejects.toThrow(stop.signal.reason);
    expect((await trainer.fit(DATA, { epochs: 1 })).history).toHaveLength(1);
  });
});

describe("the model", () => {
  test("answers evaluate and predict as here", async () => {
    const { model } = await local(1);
    const trainer = start();
    await trainer.load(encode(model.namedTensors()));
    const own = await evaluate(model, DATA, { loss: crossEntropy, metrics: { accuracy } });
    const theirs = await trainer.evaluate(DATA, { batchSize: 64 });
    expect(theirs.metrics.accuracy).toBe(own.metrics.accuracy);
    const outputs = await predict(model, DATA);
    const { data, shape, dtype } = await trainer.predict({ data: DATA.x.data, shape: [2] });
    expect({ data, shape, dtype }).toEqual({ data: outputs.data, shape: [200, 2], dtype: "float32" });
    expect((await trainer.predict([[1, 2]])).shape).toEqual([1, 2]);
    const part = new Subset(DATA, [4, 9]);
    expect((await trainer.predict(part)).data).toEqual((await predict(model, part)).data);
  });

  test("refuses weights that are none, or another model's, and stays as it was", async () => {
    const trainer = start();
    const before = await trainer.weights();
    await expect(trainer.load(Uint8Array.of(1, 2, 3))).rejects.toThrow(FormatError);
    await expect(trainer.load(encode(new Linear(2, 2).namedTensors()))).rejects.toThrow(/^load: .*nothing was loaded$/);
    expect(await trainer.weights()).toEqual(before);
  });

  test("is made from the settings", async () => {
    const trainer = start({}, { learningRate: 0.01, build: "weights" });
    expect([...decode(await trainer.weights()).tensors.keys()]).toEqual(["weight", "bias"]);
  });
});

describe("errors", () => {
  const labelled = (label: number) => new ArrayDataset([[1, 2]], Int32Array.of(label));

  test("keep class, name and message", async () => {
    const trainer = start();
    const wide = new ArrayDataset([[1, 2, 3]], Int32Array.of(0));
    const failed = trainer.fit(wide, { epochs: 1 });
    await expect(failed).rejects.toBeInstanceOf(ShapeError);
    await expect(failed).rejects.toThrow("linear: x is [1, 3], expected [..., D=2]");
    await expect(failed).rejects.toMatchObject({ name: "ShapeError", stack: expect.stringContaining("linear") });
    await expect(trainer.fit(DATA, { epochs: 0 })).rejects.toBeInstanceOf(ValueError);
    await expect(trainer.evaluate(labelled(7))).rejects.toBeInstanceOf(IndexError);
    await expect(trainer.predict([[1], [2]])).rejects.toBeInstanceOf(ShapeError);
    await expect(trainer.predict([])).rejects.toBeInstanceOf(ValueError);
    expect((await trainer.predict([[1, 2]])).shape).toEqual([1, 2]);
  });

  test("come after the news of the batches before them", async () => {
    const data = new ArrayDataset({ data: DATA.x.data.slice(0, 6), shape: [2] }, Int32Array.of(0, 1, 7));
    const seen: number[] = [];
    const failed = start().fit(data, {
      epochs: 1,
      batchSize: 1,
      shuffle: false,
      onBatchEnd: ({ batch }) => void seen.push(batch),
    });
    await expect(failed).rejects.toThrow();
    expect(seen).toEqual([1, 2]);
  });

  test("of a callback come back as they are, and end training", async () => {
    const trainer = start();
    for (const name of ["onBatchEnd", "onEpochEnd"] as const) {
      const mine = { mine: name };
      const callback = () => {
        throw mine;
      };
      await expect(trainer.fit(DATA, { epochs: 3, [name]: callback })).rejects.toBe(mine);
    }
    const later = new Error("later");
    await expect(trainer.fit(DATA, { epochs: 3, onEpochEnd: () => Promise.reject(later) })).rejects.toBe(later);
    expect((await trainer.fit(DATA, { epochs: 1 })).history).toHaveLength(1);
  });

  test("of build reject every call", async () => {
    const trainer = start({}, { learningRate: 1, build: "throws" });
    await expect(trainer.engine()).rejects.toMatchObject({ name: "OwnError", message: "build: it cannot be built" });
    await expect(trainer.fit(DATA, { epochs: 1 })).rejects.toThrow("build: it cannot be built");
    await expect(start({}, { learningRate: 1, build: "overflows" }).weights()).rejects.toBeInstanceOf(RangeError);
    await expect(start({}, { learningRate: 1, build: "nothing" }).weights()).rejects.toBeInstanceOf(ValueError);
  });

  test("of what cannot be sent reject the call", async () => {
    const settings = { learningRate: 1, hook: () => 1 };
    await expect(start({}, settings).weights()).rejects.toThrow("could not be cloned");
  });
});

describe("signals", () => {
  test("end the work with their reason; the model keeps what it has learnt", async () => {
    const trainer = start();
    const before = await trainer.weights();
    const stop = new AbortController();
    const reason = new Error("enough");
    const ends: BatchEnd[] = [];
    const training = trainer.fit(DATA, {
      epochs: 1e6,
      signal: stop.signal,
      onBatchEnd(end) {
        ends.push(end);
        stop.abort(reason);
      },
    });
    await expect(training).rejects.toBe(reason);
    expect(ends.length).toBeGreaterThan(0);
    expect(await trainer.weights()).not.toEqual(before);
    await expect(trainer.evaluate(DATA, { signal: stop.signal })).rejects.toBe(reason);
    await expect(trainer.predict(DATA, { signal: stop.signal })).rejects.toBe(reason);
  });
});

describe("the worker", () => {
  test("may be late, and may talk about other things", async () => {
    const worker = new Worker(bundle.path, { workerData: { late: 200 } });
    const trainer = connect<typeof testTrainer>(worker, { learningRate: 0.01 });
    open.push(trainer);
    expect((await trainer.fit(DATA, { epochs: 1 })).history).toHaveLength(1);
    const answer = new Promise((resolve) =>
      worker.on("message", (message) => (message === "pong" ? resolve(message) : null)),
    );
    for (const message of [null, 7, { wasmgrad: null }, { wasmgrad: {} }, "ping"]) worker.postMessage(message);
    expect(await answer).toBe("pong");
    expect((await trainer.predict([[1, 2]])).shape).toEqual([1, 2]);
  });

  test("may be ready long before it is connected", async () => {
    const worker = new Worker(bundle.path);
    await new Promise<void>((resolve) => {
      worker.on("message", (message) => (message === "pong" ? resolve() : undefined));
      worker.postMessage("ping");
    });
    const trainer = connect<typeof testTrainer>(worker, { learningRate: 0.01 });
    open.push(trainer);
    expect((await trainer.predict([[1, 2]])).shape).toEqual([1, 2]);
  });

  test("is missed at once when it ends", async () => {
    const training = start({ dies: true }).fit(DATA, { epochs: 1 });
    await expect(training).rejects.toBeInstanceOf(EngineError);
    await expect(training).rejects.toThrow("connect: the worker failed: it ended with code 3");
  });

  test("is missed when its module cannot load", async () => {
    const trainer = connect(new Worker("throw new TypeError('no such thing')", { eval: true }));
    await expect(trainer.fit(DATA, { epochs: 1 })).rejects.toThrow("connect: the worker failed: no such thing");
    await expect(trainer.weights()).rejects.toBeInstanceOf(EngineError);
  });

  test("is gone after terminate, in the middle of training, with threads", async () => {
    const trainer = start({ threads: 2 });
    const stop = new AbortController();
    let begun!: () => void;
    const running = new Promise<void>((resolve) => (begun = resolve));
    const training = trainer.fit(DATA, { epochs: 1e6, signal: stop.signal, onEpochEnd: () => begun() });
    await running;
    const ended = trainer.terminate();
    stop.abort();
    await expect(training).rejects.toThrow("connect: it was terminated");
    await ended;
    await expect(trainer.weights()).rejects.toBeInstanceOf(EngineError);
    await trainer.terminate();
  });

  test("is connected once", async () => {
    const worker = new Worker(bundle.path);
    const [first, second] = [1, 2].map(() => connect<typeof testTrainer>(worker, { learningRate: 0.01 }));
    await first!.engine();
    await expect(second!.weights()).rejects.toThrow("connect: the worker is connected already, expected a new one");
    await first!.terminate();
  });
});

test("settings are asked for if the definition wants them", () => {
  const types = (worker: Worker): void => {
    connect(worker);
    // @ts-expect-error -- testTrainer wants settings
    connect<typeof testTrainer>(worker);
    // @ts-expect-error -- of its own type
    connect<typeof testTrainer>(worker, { learningRate: "0.1" });
  };
  expect(types).toBeTypeOf("function");
});
