// The worker threads: one source string for every host, started from a Blob or from text, so that bundlers have nothing
// to find. A worker waits on shared memory for lists; messages only say that it is ready, or what it died of.

import { EngineError } from "../base/errors.ts";
import { EPOCH, EPOCH_THREADS, ERROR, PHASE, STATE_BYTES, STATES, TRAP } from "./layout.ts";

const RUN = `const run = ({ module, memory, thread, epoch }, post) => {
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const control = new Int32Array(memory.buffer);
  const sleep = (address, value) => {
    Atomics.add(control, address / 4 + 1, 1);
    Atomics.wait(control, address / 4, value);
    Atomics.sub(control, address / 4 + 1, 1);
  };
  post("ready");
  try {
    for (; ; epoch++) {
      while (!kernels.called(epoch)) sleep(${EPOCH}, epoch);
      if (control[${EPOCH_THREADS / 4}] === 0) return;
      kernels.begin(thread);
      while (!kernels.advance(thread)) sleep(${PHASE}, control[${STATES / 4} + thread * ${STATE_BYTES / 4} + 3]);
      kernels.finish();
    }
  } catch (error) {
    Atomics.compareExchange(control, ${ERROR / 4}, 0, ${TRAP});
    kernels.release();
    kernels.finish();
    post(String(error));
  }
};`;
const NODE_WORKER = `${RUN}
const { parentPort, workerData } = require("node:worker_threads");
run(workerData, (message) => parentPort.postMessage(message));`;
const WEB_WORKER = `${RUN}
self.onmessage = ({ data }) => { run(data, (message) => self.postMessage(message)); self.close(); };`;

/** What a worker starts with. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  readonly epoch: number;
}

/** A running worker. */
export interface Thread {
  stop(): Promise<void>;
}

/** How long a worker may take to start, in milliseconds. */
const PATIENCE = 10_000;

/** Starts a worker and waits until it is ready. Throws `EngineError` if the host refuses. */
export async function startWorker(start: WorkerStart): Promise<Thread> {
  return typeof Worker === "undefined" ? startInNode(start) : startInBrowser(start);
}

async function startInNode(start: WorkerStart): Promise<Thread> {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads === undefined) throw new EngineError("init: the host has neither Worker nor node:worker_threads");
  const worker = new threads.Worker(NODE_WORKER, { eval: true, workerData: start });
  await ready((ok, failed) => {
    worker.once("message", ok);
    worker.once("error", failed);
  }).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  // Only now: a worker that is not online yet would be lost with the event loop.
  worker.unref();
  worker.on("error", () => {}); // found at the barrier
  return { stop: async () => void (await worker.terminate()) };
}

async function startInBrowser(start: WorkerStart): Promise<Thread> {
  const url = URL.createObjectURL(new Blob([WEB_WORKER], { type: "text/javascript" }));
  let worker: Worker | undefined;
  try {
    worker = new Worker(url, { type: "module", name: "wasmgrad" });
    const started = worker;
    await ready((ok, failed) => {
      started.onmessage = ok;
      started.onerror = (event) => {
        event.preventDefault();
        failed(
          new EngineError(event.message || "the worker could not load, which worker-src blob: in the CSP permits"),
        );
      };
      started.postMessage(start);
    });
    return { stop: async () => started.terminate() };
  } catch (error) {
    worker?.terminate();
    throw error;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function ready(listen: (ok: () => void, failed: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new EngineError(`init: a worker was not ready in ${PATIENCE} ms`)), PATIENCE);
    listen(
      () => (clearTimeout(timer), resolve()),
      (error) => (clearTimeout(timer), reject(error)),
    );
  });
}
