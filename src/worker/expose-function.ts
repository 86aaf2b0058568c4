import { createBirpc } from "birpc";
import { checkFunction } from "../train/check.ts";
import { buffersIn } from "./buffers.ts";
import { move, workerChannel } from "./channel.ts";
import { claimWorker } from "./claim.ts";
import { endpointBack } from "./endpoints.ts";

/** A function of any arguments. */
export type AnyFunction = (...args: never[]) => unknown;

/** What a worker with a function answers to. The result is wrapped, so that what is no object can be one. */
export interface FunctionHost {
  call(args: unknown[]): Promise<{ readonly result: unknown }>;
}

/**
 * Lets the page that started this worker call a function here, by `connectFunction`: what takes long, such as decoding a picture. Called
 * once, in the module that the worker runs:
 *
 *     export const decode = exposeFunction(async (path: string) => parse(await readFile(path)));
 *
 * Typed arrays in what it answers move to the page; of one that the worker keeps, it answers a copy. Answers the function, for its type.
 * Throws `EngineError` outside of a worker and when something was exposed before, `ValueError` for what is no function.
 */
export function exposeFunction<F extends AnyFunction>(f: F): F {
  checkFunction("exposeFunction", "f", f, "a function");
  const channel = workerChannel(endpointBack("exposeFunction"));
  claimWorker("exposeFunction");
  const host: FunctionHost = {
    async call(args) {
      const result = await f(...(args as never[]));
      return move({ result }, buffersIn(result));
    },
  };
  // An answer that cannot be sent is an error that can.
  createBirpc<object, FunctionHost>(host, { ...channel, onGeneralError: () => true });
  return f;
}
