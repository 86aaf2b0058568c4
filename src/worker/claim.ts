import { EngineError } from "../base/errors.ts";

let claimed = false;

/** Throws `EngineError` if something in this worker answers its page already: only one can. */
export function claimWorker(op: string): void {
  if (claimed) throw new EngineError(`${op}: something was exposed before, expected one call in a worker`);
  claimed = true;
}
