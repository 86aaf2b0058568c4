import { afterEach, describe, expect, test } from "vitest";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { RandomStream } from "../../src/base/philox.ts";
import { type ArrayDataset, batches, pipeline, type Pipeline, type Sample } from "../../src/data/index.ts";
import { crossEntropy } from "../../src/nn/index.ts";
import { CosineAnnealingLR } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import type { Callback, EpochEnd, TrainBegin } from "../../src/train/callbacks.ts";
import { accuracy, evaluate, fit, type FitOptions, predict } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { counting, settled, upTo } from "../helpers/elements.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));
afterEach(async () => {
  await settled();
  expect(unhandled.splice(0)).toEqual([]);
});

const data = compared(75);
const figures = (history: readonly EpochEnd[]) =>
  history.map(({ epoch, loss, metrics, validation }) => ({ epoch, loss, metrics, validation }));

/** The samples of `data`, one after the other, by a generator that nobody knows the length of. */
function stream(of: ArrayDataset = data): Pipeline<Sample> {
  return pipeline(async function* () {
    for (let i = 0; i < of.length; i++) {
      yield await Promise.resolve([
        of.x.data.slice(2 * i, 2 * i + 2),
        { data: of.y.data[i]!, dtype: "int32" },
      ] as const satisfies Sample);
    }
  });
}

/** Sample 0, 1, … of two numbers, with a label. */
const sample = (i: number): Sample => [[i, 1], { data: i % 2, dtype: "int32" }];

async function trained(on: Parameters<typeof fit>[1], rest: Partial<FitOptions> = {}) {
  const model = network();
  const history = await fit(model, on, { ...options(model, { batchSize: 16, metrics: { accuracy }, ...rest }) });
  return { history: figures(history), bits: bits(model) };
}

describe("training on a pipeline", () => {
  test.each([
    ["", {}],
    [", not compiled", { compile: false }],
    [", in groups of 3 batches", { accumulate: 3 }],
    [", by a schedule of batches", { accumulate: 2, scheduleBy: "batch" as const }],
    [", in batches larger than all", { batchSize: 100 }],
    [", in batches of which none is smaller", { batchSize: 25, accumulate: 2 }],
  ])("gives the bits of training on the same samples at rest%s", async (_, rest) => {
    const schedule = () => ("scheduleBy" in rest ? { schedule: new CosineAnnealingLR({ steps: 10 }) } : {});
    const expected = await trained(data, { ...rest, ...schedule(), shuffle: false, validation: compared(20) });
    for (const samples of [stream(), pipeline(data), stream().prefetch(40)]) {
      for (const validation of [stream(compared(20)), compared(20)]) {
        expect(await trained(samples, { ...rest, ...schedule(), validation })).toEqual(expected);
      }
    }
  });

  test("follows the seed, and shuffles each epoch anew", async () => {
    const seen: number[][] = [];
    const run = (seed?: number) => {
      const samples = pipeline(upTo(30))
        .shuffle(30)
        .map((i) => {
          if (i === 0 || seen.length === 0 || seen.at(-1)!.length === 30) seen.push([]);
          return sample(i);
        });
      return trained(samples, { seed });
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
    expect(await run()).toEqual(await run()); // network() seeds the default generator
    const orders: number[][] = [[], [], []];
    await trained(
      pipeline((pass) => upTo(30).map((i) => [pass.epoch, i] as const))
        .shuffle(30)
        .map(([epoch, i]) => (orders[epoch]!.push(i), sample(i))),
    );
    expect(orders[1]).toHaveLength(30);
    expect(orders[2]).toHaveLength(30);
    expect(orders[2]).not.toEqual(orders[1]);
  });

  test.each([
    ["", {}],
    [", in groups of 3 batches", { accumulate: 3 }],
    [", without a seed, by a schedule of batches", { seed: undefined, scheduleBy: "batch" as const, accumulate: 2 }],
  ])("resumes to the bits of a run that went on%s", async (_, rest) => {
    const samples = () => {
      const random = new RandomStream(1);
      return stream()
        .shuffle(20)
        .map(
          async (one) => {
            await new Promise((resolve) => setTimeout(resolve, random.uniform(0, 2)));
            return one;
          },
          { parallel: 4 },
        )
        .prefetch(7);
    };
    const settings = () => ({
      ...rest,
      ...("scheduleBy" in rest ? { schedule: new CosineAnnealingLR({ steps: 8 }) } : {}),
      validation: stream(compared(20)),
    });
    const kept = new Map<string, Uint8Array>();
    const keeper: Callback = {
      onBatchEnd: ({ epoch, batch }, training) => void kept.set(`${epoch}.${batch}`, training.checkpoint()),
      onEpochEnd: ({ epoch }, training) => void kept.set(`${epoch}`, training.checkpoint()),
    };
    const whole = await trained(samples(), { ...settings(), callbacks: [keeper] });
    expect(kept.size).toBe(2 * (5 + 1));
    for (const [when, resume] of kept) {
      manualSeed(99);
      expect(await trained(samples(), { ...settings(), seed: 5, resume }), when).toEqual(whole);
    }
    await expect(trained(data, { ...settings(), resume: kept.get("1")! })).rejects.toThrow(
      "fit: samples is 75, expected null as in the checkpoint",
    );
  });

  test("tells what is known of its length", async () => {
    const begins: TrainBegin[] = [];
    const callbacks: Callback[] = [{ onTrainBegin: (begin) => void begins.push(begin) }];
    await trained(stream(), { callbacks, validation: stream() });
    await trained(pipeline(data), { callbacks, validation: pipeline(compared(9)) });
    const afresh = { history: [], batch: 0, seen: 0, last: 0 };
    expect(begins).toEqual([
      { epochs: 2, batchSize: 16, batches: null, samples: null, validationSamples: null, ...afresh },
      { epochs: 2, batchSize: 16, batches: 5, samples: 75, validationSamples: 9, ...afresh },
    ]);
  });

  test("counts batches of all epochs, also where it resumes without knowing its length", async () => {
    let kept: Uint8Array | undefined;
    const keep: Callback = {
      onBatchEnd({ epoch, batch }, training) {
        if (epoch === 2 && batch === 3) kept = training.checkpoint();
      },
    };
    await trained(stream(), { callbacks: [keep] });
    const begins: TrainBegin[] = [];
    await trained(stream(), { resume: kept, callbacks: [{ onTrainBegin: (begin) => void begins.push(begin) }] });
    expect(begins.map(({ history, batch, seen }) => [history.length, batch, seen])).toEqual([[1, 3, 8]]);
  });

  test("reads three batches ahead while a step runs, and no more", async () => {
    const source = counting(200);
    const reads: number[] = [];
    const onBatchEnd = async () => {
      await settled();
      reads.push(source.read);
    };
    await trained(pipeline(source.source).map(sample), { epochs: 1, batchSize: 10, callbacks: [{ onBatchEnd }] });
    expect(reads).toEqual(upTo(20).map((k) => Math.min(200, 10 * (k + 4))));
  });

  test("gives what is read its turns of the event loop, more often than training on samples at rest", async () => {
    const loss: typeof crossEntropy = (output, y) => {
      const until = performance.now() + 4;
      while (performance.now() < until);
      return crossEntropy(output, y);
    };
    let turns = 0;
    let isDone = false;
    const turn = () => {
      turns++;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    await trained(pipeline(data), { epochs: 1, batchSize: 5, compile: false, loss });
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(14); // one between two of 15 batches
  });

  test("takes no memory of the engine's that it does not give back, and the same arrays again and again", async () => {
    const model = network();
    const given = options(model, { batchSize: 8, validation: stream(), metrics: { accuracy } });
    await fit(model, stream(), given);
    const before = memoryStats();
    await fit(model, stream(), given);
    expect(memoryStats()).toEqual(before);
  });
});

describe("a pipeline that ends training", () => {
  test("by its error, which is thrown as it is; the sources are closed, and the steps before it count", async () => {
    const source = counting(Infinity, 70);
    const model = network();
    const before = bits(model);
    const promise = fit(model, pipeline(source.source).map(sample), options(model, { batchSize: 10 }));
    await expect(promise).rejects.toThrow(new RangeError("no element 70"));
    expect(source.open).toBe(0);
    expect(bits(model)).not.toEqual(before);
  });

  test("by a callback that stops, an error of the loss, or a signal, closes its sources", async () => {
    const controller = new AbortController();
    const live = memoryStats().live;
    const ways: Partial<FitOptions>[] = [
      { callbacks: [{ onBatchEnd: () => "stop" }] },
      { callbacks: [{ onBatchEnd: () => Promise.reject(new Error("enough")) }] },
      {
        callbacks: [{ onBatchEnd: ({ batch }) => (batch === 3 ? controller.abort(new Error("enough")) : undefined) }],
        signal: controller.signal,
      },
    ];
    for (const way of ways) {
      const source = counting();
      const model = network();
      const given = options(model, { batchSize: 4, ...way });
      const promise = fit(model, pipeline(source.source).map(sample).prefetch(5), given);
      if (way === ways[0]) await promise;
      else await expect(promise).rejects.toThrow("enough");
      expect(source.opened).toBe(1);
      expect(source.open).toBe(0);
      model.dispose();
      given.optimizer.dispose();
    }
    expect(memoryStats().live).toBe(live);
  });

  test("by a signal while it waits for a sample that never comes, and tells the source", async () => {
    const controller = new AbortController();
    let told = false;
    let closed = false;
    const stuck = pipeline(async function* ({ signal }) {
      try {
        for (let i = 0; i < 10; i++) yield sample(i);
        await new Promise((_, reject) => {
          signal!.addEventListener("abort", () => {
            told = true;
            reject(signal!.reason as Error);
          });
        });
      } finally {
        closed = true;
      }
    });
    const reason = new Error("too slow");
    setTimeout(() => controller.abort(reason), 30);
    await expect(trained(stuck, { batchSize: 4, signal: controller.signal })).rejects.toBe(reason);
    expect([told, closed]).toEqual([true, true]);
  });

  test("by a signal, though its source never answers", async () => {
    const controller = new AbortController();
    const deaf = pipeline({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<Sample>>(() => undefined) }),
    });
    setTimeout(() => controller.abort("by hand"), 10);
    await expect(trained(deaf, { signal: controller.signal })).rejects.toBe("by hand");
    const again = new AbortController();
    setTimeout(() => again.abort("again"), 10);
    await expect(predict(network(), deaf, { signal: again.signal })).rejects.toBe("again");
  });
});

describe("evaluate and predict", () => {
  test("give what they give for the same samples at rest, again and again", async () => {
    const model = network();
    const loss = crossEntropy;
    const expected = await evaluate(model, data, { loss, batchSize: 16, metrics: { accuracy } });
    const outputs = await predict(model, data, { batchSize: 16 });
    for (const samples of [stream(), pipeline(data)]) {
      for (let k = 0; k < 2; k++) {
        expect(await evaluate(model, samples, { loss, batchSize: 16, metrics: { accuracy } })).toEqual(expected);
        const y = await predict(model, samples, { batchSize: 16 });
        expect(y.shape).toEqual([75, 2]);
        expect(y.data).toEqual(outputs.data);
      }
    }
    const shuffled = stream().shuffle(50);
    const first = await predict(model, shuffled);
    expect((await predict(model, shuffled)).data).toEqual(first.data);
  });
});

describe("batches of a pipeline", () => {
  const labels = async (of: AsyncIterable<[unknown, { data: ArrayLike<number> }]>) => {
    const all: number[][] = [];
    for await (const [, y] of of) all.push(Array.from(y.data));
    return all;
  };
  const ten = pipeline(upTo(10)).map((i): Sample => [i / 2, Int32Array.of(i, 1 - i)]);

  test("hold its samples in its order, with the shapes and dtypes of the first", async () => {
    for await (const [x, y] of batches(ten, 4)) {
      expect([x.shape.length, x.dtype, y.shape.slice(1), y.dtype]).toEqual([1, "float32", [2], "int32"]);
      expect(Array.from(x.data).flatMap((v) => [2 * v, 1 - 2 * v])).toEqual(Array.from(y.data));
    }
    expect((await labels(batches(ten, 4))).map((y) => y.length)).toEqual([8, 8, 4]);
    expect((await labels(batches(ten, 4, { dropLast: true }))).map((y) => y.length)).toEqual([8, 8]);
    expect((await labels(batches(ten, 4, { skip: 2 }))).flat()).toEqual([8, -7, 9, -8]);
    expect(await labels(batches(ten, 4, { skip: 3 }))).toEqual([]);
    expect(await labels(batches(ten.take(0), 4))).toEqual([]);
    const shuffled = ten.shuffle(10);
    expect(await labels(batches(shuffled, 3, { seed: 1 }))).toEqual(await labels(batches(shuffled, 3, { seed: 1 })));
    expect(await labels(batches(shuffled, 3, { seed: 1 }))).not.toEqual(
      await labels(batches(shuffled, 3, { seed: 2 })),
    );
  });

  test("take numbers, nested arrays, typed arrays, folded ones, and booleans", async () => {
    const values: [Sample[0], string][] = [
      [3, "float32 [1]"],
      [true, "int32 [1]"],
      [{ data: 3, dtype: "int32" }, "int32 [1]"],
      [
        [
          [1, 2],
          [3, 4],
        ],
        "float32 [1, 2, 2]",
      ],
      [[true, false], "int32 [1, 2]"],
      [new Uint8Array(6), "float32 [1, 6]"],
      [{ data: new Uint8Array(6), shape: [2, 3], dtype: "int32" }, "int32 [1, 2, 3]"],
      [{ data: Float64Array.of(1, 2), shape: [1, 2] }, "float32 [1, 1, 2]"],
    ];
    for (const [value, expected] of values) {
      for await (const [x, y] of batches(pipeline([[value, value]] as Sample[]), 2)) {
        expect([x, y].map((t) => `${t.dtype} [${t.shape.join(", ")}]`)).toEqual([expected, expected]);
      }
    }
  });

  test.each([
    [[[1, 2], 0], ShapeError, "x of sample 5 in epoch 1 is float32 [2], expected float32 [] like the first"],
    [[1, Int32Array.of(1)], ShapeError, "y of sample 5 in epoch 1 is int32 [1], expected float32 [] like the first"],
    [[true, 1], ShapeError, "x of sample 5 in epoch 1 is int32 [], expected float32 [] like the first; make all alike"],
    [[null, 1], DTypeError, "x of sample 5 in epoch 1: data holds null, expected numbers or booleans"],
    [["a", 1], DTypeError, "x of sample 5 in epoch 1: data holds string, expected numbers or booleans"],
    [[[[1], [1, 2]], 1], ShapeError, "x of sample 5 in epoch 1: row 1 is [2], expected [1]"],
    [[1, undefined], DTypeError, "y of sample 5 in epoch 1: data holds undefined"],
    [
      [{ data: 0.5, dtype: "int32" }, 1],
      DTypeError,
      "x of sample 5 in epoch 1: data[0] is 0.5, expected a whole number",
    ],
    [[1], ValueError, "sample 5 in epoch 1 is an array of 1, expected [x, y]; make it so by map"],
    [7, ValueError, "sample 5 in epoch 1 is number, expected [x, y]"],
    [null, ValueError, "sample 5 in epoch 1 is object, expected [x, y]"],
  ])("refuse a sample that is none, or unlike the first: %#", async (wrong, type, message) => {
    const model = network();
    const live = memoryStats().live;
    const samples = pipeline<Sample>([...upTo(5).map((): Sample => [1, 2]), wrong as never]);
    await expect(labels(batches(samples, 2))).rejects.toThrow(type);
    await expect(labels(batches(samples, 2))).rejects.toThrow(`batches: ${message}`);
    await expect(evaluate(model, samples, { loss: crossEntropy })).rejects.toThrow(`evaluate: ${message}`);
    expect(memoryStats().live).toBe(live);
  });

  test("refuse tensors, samples without numbers, and what they cannot do", async () => {
    const t = tensor([1]);
    await expect(labels(batches(pipeline<Sample>([[t as never, 1]]), 2))).rejects.toThrow(
      "batches: x of sample 0 in epoch 1 is a Tensor, expected numbers outside of the engine; give its data",
    );
    await expect(labels(batches(pipeline<Sample>([[[], 1]]), 2))).rejects.toThrow(
      "is [0], expected at least one number",
    );
    expect(() => batches(ten, 0)).toThrow("batches: batchSize is 0");
    expect(() => batches(ten, 2, { shuffle: true })).toThrow(
      "batches: shuffle is true with a pipeline, expected nothing; call shuffle(size) of the pipeline",
    );
    batches(ten, 2, { shuffle: false });
  });
});

describe("what cannot be trained with", () => {
  test.each<[Pipeline<Sample>, Partial<FitOptions>, string]>([
    [stream(), { validation: 0.2 }, "fit: validation is 0.2 with a pipeline, expected samples; set some apart by take"],
    [stream(), { shuffle: true }, "fit: shuffle is true with a pipeline, expected nothing"],
    [pipeline([]), {}, "fit: data is a dataset of 0 samples, expected at least one"],
    [stream().filter(() => false), {}, "fit: the pipeline gives 0 samples, expected at least one"],
    [pipeline(data).repeat(), {}, "fit: data is a pipeline without an end, expected one that ends; call take"],
    [pipeline(counting(20).source({ epoch: 1, seed: 1 })).map(sample), {}, "pipeline: source was gone through before"],
    [stream(), { validation: stream().take(0) }, "fit: validation is a dataset of 0 samples"],
    [stream(), { validation: stream().filter(() => false) }, "fit: validation: the pipeline gives 0 samples"],
    [
      stream().map(([x], i) => [i < 20 ? x : [1, 2, 3], true] as const),
      {},
      "fit: x of sample 20 in epoch 1 is float32 [3]",
    ],
    [stream().map(([x, y], i) => [i === 20 ? [NaN, 1] : x, y] as const), {}, "fit: loss is NaN at epoch 1, batch 2"],
  ])("%#", async (samples, rest, message) => {
    await expect(trained(samples, rest)).rejects.toThrow(message);
  });
});
