// Workers of browsers and of Node, made alike.

import { EngineError } from "../base/errors.ts";

/** One end of the way between a page and its worker. */
export interface Endpoint {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  /** Calls `receive` with all that arrives from now on. */
  listen(receive: (message: unknown) => void): void;
}

/** A worker of `node:worker_threads`. */
export interface NodeWorker {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: "message" | "messageerror" | "error" | "exit", listener: (value: unknown) => void): unknown;
  terminate(): Promise<unknown>;
}

/** What trains: a browser's `Worker`, which must be of type module, or one of `node:worker_threads`. */
export type AnyWorker = Worker | NodeWorker;

/** The page's end of the way to its worker. `failed` is called if the worker cannot start or ends by itself. */
export function endpointTo(worker: AnyWorker, failed: (problem: string) => void): Endpoint {
  const garbled = (): void => failed("a message could not be read");
  if ("addEventListener" in worker) {
    let runs = false;
    worker.addEventListener("message", () => (runs = true));
    worker.addEventListener("messageerror", garbled);
    // An error that nobody caught ends a browser's worker only if it is one of its module.
    worker.addEventListener("error", (event) => {
      if (!runs) failed(event.message || "its module could not load");
    });
    return {
      post: (message, transfer) => worker.postMessage(message, [...transfer]),
      listen: (receive) => worker.addEventListener("message", ({ data }) => receive(data)),
    };
  }
  worker.on("error", (error) => failed(error instanceof Error ? error.message : String(error)));
  worker.on("messageerror", garbled);
  worker.on("exit", (code) => failed(`it ended with code ${String(code)}`));
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen: (receive) => void worker.on("message", receive),
  };
}

/** The worker's end of the way to its page. Throws `EngineError` outside of a worker. */
export function endpointBack(op: string): Endpoint {
  if ("WorkerGlobalScope" in globalThis) {
    return {
      post: (message, transfer) => postMessage(message, { transfer: [...transfer] }),
      listen: (receive) => addEventListener("message", ({ data }) => receive(data)),
    };
  }
  const port = globalThis.process?.getBuiltinModule?.("node:worker_threads").parentPort;
  if (port == null) {
    throw new EngineError(`${op}: this is no worker, expected the module that new Worker(…) starts; call it there`);
  }
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    listen: (receive) => void port.on("message", receive),
  };
}
