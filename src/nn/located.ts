import { WasmgradError } from "../base/errors.ts";
import type { Module } from "./module.ts";

/** Where an error was thrown: the layer, and the error as the layer threw it. */
const thrownBy = new WeakMap<object, { readonly layer: Module; readonly cause: WasmgradError }>();

/**
 * An error of `child`, with the path of the innermost layer known, seen from `container`; one further out gets to extend it. Others
 * are answered as they are.
 */
export function located(error: unknown, child: Module, container: Module): unknown {
  if (!(error instanceof WasmgradError)) return error;
  const origin = thrownBy.get(error) ?? { layer: child, cause: error };
  const path = [...container.namedModules()].find(([, module]) => module === origin.layer)?.[0];
  const Kind = origin.cause.constructor as new (message: string, options: ErrorOptions) => WasmgradError;
  const told = new Kind(`${origin.cause.message}; in layer ${path} (${origin.layer.constructor.name})`, {
    cause: origin.cause,
  });
  thrownBy.set(told, origin);
  return told;
}
