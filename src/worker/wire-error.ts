import * as errors from "../base/errors.ts";

/** An error on its way between threads: copying one natively keeps neither its class nor its name. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

const CLASSES = new Map<string, new (message: string) => Error>(
  Object.entries({ ...errors, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }),
);

/** `thrown`, for the way. */
export function toWire(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown), stack: undefined };
  return { name: thrown.name, message: thrown.message, stack: thrown.stack };
}

/** An error as it was thrown: of its class, if that is one of the library's or of the language's, else an `Error` of its name. */
export function fromWire({ name, message, stack }: WireError): Error {
  const error = new (CLASSES.get(name) ?? Error)(message);
  if (error.name !== name) error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
