// What the tests call in the page.

import { collect, fromImages, init, pipeline, safetensors, ShapeError, shutdown } from "wasmgrad";
import { connect, connectFunction, trainerPool } from "wasmgrad/worker";
import type { square } from "./squarer.ts";
import type { networkTrainer } from "./trainer.ts";
import { BATCH, digest, EPOCHS, ops, SEED, test, train, training, validated } from "./work.ts";

function workerOn(name: number | string, module = "./trainer.ts"): Worker {
  return new Worker(new URL(module, import.meta.url), { type: "module", name: String(name) });
}

/** `training` in a worker, and what its engine runs with. */
async function remoteTraining(threads: number) {
  const trainer = connect<typeof networkTrainer>(workerOn(threads));
  const losses: number[] = [];
  const { history, weights } = await trainer.fit(train, {
    epochs: EPOCHS,
    batchSize: BATCH,
    seed: SEED,
    validation: test,
    onBatchEnd: ({ loss }) => void losses.push(loss),
  });
  const tensors = safetensors.decode(weights).tensors;
  const outputs = await trainer.predict(test);
  const report = await trainer.engine();
  await trainer.terminate();
  return {
    report,
    result: {
      losses,
      weights: [...tensors.values()].map((t) => digest(t.data.buffer)),
      accuracy: history.at(-1)!.validation!.metrics.accuracy,
    },
    outputs: outputs.shape,
  };
}

/** `validated` by workers of one thread each. */
async function validatedBy(workers: number) {
  const pool = trainerPool<typeof networkTrainer>(Array.from({ length: workers }, () => workerOn(1)));
  const figures = await validated(pool);
  await pool.terminate();
  return figures;
}

/** Starts a training that has no end, waits until the page's own timer has ticked so often, and aborts it. */
async function ticksWhileTraining(wanted: number) {
  const trainer = connect<typeof networkTrainer>(workerOn(1));
  await trainer.engine();
  const stop = new AbortController();
  let batches = 0;
  const trained = trainer.fit(train, { epochs: 1e9, signal: stop.signal, onBatchEnd: () => void batches++ });
  let settled = false;
  const ended = trained.then(
    () => "ended",
    (error: Error) => ((settled = true), error.name),
  );
  let ticks = 0;
  while (ticks < wanted || batches === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    ticks++;
    if (settled) break;
  }
  const early = settled;
  stop.abort();
  const name = await ended;
  await trainer.terminate();
  return { ticks, batches, early, name };
}

/** How calls to a worker fail, and what it survives. */
async function failures() {
  const worker = workerOn(1);
  const trainer = connect<typeof networkTrainer>(worker);
  const wrong = await trainer.predict([[1, 2]]).catch((error: unknown) => error);
  const uncaught = new Promise<string>((resolve) => {
    worker.addEventListener("error", (event) => (event.preventDefault(), resolve(event.message)));
  });
  worker.postMessage("throw");
  const survived = await uncaught;
  const outputs = await trainer.predict(test);
  await trainer.terminate();
  const nowhere = connect<typeof networkTrainer>(workerOn(1, "./nowhere.ts"));
  const missing = (await nowhere.engine().catch((error: unknown) => error)) as Error;
  return {
    isShapeError: wrong instanceof ShapeError,
    message: (wrong as Error).message,
    survived,
    outputs: outputs.shape,
    missing: `${missing.name}: ${missing.message}`,
  };
}

/** A pipeline that is worked on in two workers, and how a call fails there. */
async function squares(n: number) {
  const remote = connectFunction<typeof square>(["a", "b"].map((name) => workerOn(name, "./squarer.ts")));
  const numbers = pipeline(Array.from({ length: n }, (_, i) => Float32Array.of(i, i + 1)));
  const all = await numbers.map((x) => remote(x), { parallel: remote.parallel }).toArray();
  const error = (await remote(new Float32Array(0)).catch((thrown: unknown) => thrown)) as Error;
  await remote.terminate();
  return {
    squares: all.map((one) => [...one.squares]),
    names: [...new Set(all.map(({ name }) => name))].sort(),
    error: `${error.name}: ${error.message}`,
  };
}

/** What a bitmap of one color and of two becomes: numbers of its samples, as float32. */
async function bitmaps() {
  const canvas = new OffscreenCanvas(4, 2);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(51 102 255)";
  context.fillRect(0, 0, 2, 2);
  const image = context.getImageData(0, 0, 4, 2);
  const data = collect(fromImages([await createImageBitmap(canvas), image], Int32Array.of(3, 5)));
  return { shape: data.x.shape, x: [...data.x.data], y: [...data.y.data] };
}

const client = {
  ...{ bitmaps, init, shutdown, ops, squares, training, remoteTraining, validatedBy, ticksWhileTraining, failures },
};
/** What the page offers. */
export type Client = typeof client;
Object.assign(globalThis, { client });
