import { ValueError } from "../../base/errors.ts";
import { Module } from "../../nn/module.ts";
import { Parameter } from "../../nn/parameter.ts";

/** What an optimizer trains: a model, or some parameters. */
export type Trained = Module | Iterable<Parameter>;

/** The parameters by their paths in the model, or by their index. Throws `ValueError` if there are none, or something else is listed. */
export function namedParameters(op: string, trained: Trained): Map<string, Parameter> {
  if (trained instanceof Module) {
    const parameters = new Map(trained.namedParameters());
    if (parameters.size === 0) throw new ValueError(`${op}: the model has no parameters, expected at least one`);
    return parameters;
  }
  if (typeof (trained as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] !== "function") {
    throw new ValueError(`${op}: what to train is ${typeof trained}, expected a model or its parameters()`);
  }
  const list: unknown[] = [...trained];
  if (list.length === 0) throw new ValueError(`${op}: the list has no parameters, expected at least one`);
  const parameters = new Map<string, Parameter>();
  list.forEach((w, i) => {
    if (!(w instanceof Parameter)) {
      throw new ValueError(`${op}: entry ${i} is no Parameter, expected a model or its parameters()`);
    }
    const before = list.indexOf(w);
    if (before < i)
      throw new ValueError(`${op}: entry ${i} is the same parameter as entry ${before}, expected each once`);
    parameters.set(String(i), w);
  });
  return parameters;
}
