import { ValueError } from "../../base/errors.ts";

/** What a user's function threw for an element, with the place of that; `cause` is the error itself. */
export function elementError(op: string, index: number, error: unknown): ValueError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ValueError(`${op}: element ${index} failed: ${reason}`, { cause: error });
}
