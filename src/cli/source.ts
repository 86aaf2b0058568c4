import { resolve } from "node:path";
import { FormatError, ValueError } from "../base/errors.ts";
import { type Contents, decode, inspect } from "../io/safetensors.ts";
import { loadMatching, type LoadedParts, type Module } from "../nn/index.ts";
import { readBytes } from "../node/files.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { printable } from "../viz/printable.ts";
import { digestOfBytes } from "./digest.ts";
import { listed, type Print } from "./tell.ts";
import { modelFile } from "./trained.ts";

/** A file whose weights a run begins with. */
export interface Source {
  /** From the root on. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly contents: Contents;
}

/** How the tensors of a source enter a model. */
export interface Transfer {
  readonly source: Source;
  /** Whether the last layer has learned something else, and stays as it was drawn. */
  readonly hasOtherHead: boolean;
  /** Fits a tensor to the model's, which it gets with its name. Default: as it is. */
  readonly fit?: (name: string, tensor: Tensor, own: Tensor) => Tensor;
}

/** Reads a source: a safetensors file, or the model in a run's folder. Throws `FileError`, `FormatError` or `ValueError`. */
export async function readSource(path: string): Promise<Source> {
  if (path === "") throw new ValueError("train: --from is empty, expected a model or the folder of a run");
  const file = await modelFile(path);
  const bytes = await readBytes("train: --from", file);
  try {
    return { path: resolve(path), sha256: digestOfBytes([bytes]), bytes, contents: inspect(bytes) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`train: --from is ${path}: ${error.message}`, { cause: error });
  }
}

/** Copies what fits of a source into a model, and tells what became of all. Throws `ValueError` if nothing fits. */
export function transferInto(model: Module, { source, hasOtherHead, fit }: Transfer, print: Print): void {
  const targets = model.namedTensors();
  const head = hasOtherHead ? lastLayerOf(model) : null;
  const rename = (name: string): string | null => (head !== null && name.startsWith(head) ? null : name);
  const parts = scope(() => {
    const given = new Map(
      [...decodeOf(source)].map(([name, t]) => {
        const own = targets.get(name);
        return [name, own === undefined || fit === undefined ? t : fit(name, t, own)];
      }),
    );
    return loadedFrom(source, () => loadMatching(model, given, { rename }));
  });
  const isOther = (name: string): boolean => rename(name) === null;
  const rows: [string, readonly string[]][] = [
    [`Taken from ${printable(source.path)}`, parts.loaded],
    ["Drawn anew, since it learns something else", parts.missing.filter(isOther)],
    ["Drawn anew, since it is not there", parts.missing.filter((name) => !isOther(name))],
    ["Drawn anew, since its shape is another there", parts.unfit],
    ["Left out, since the model has none of it", parts.unexpected],
  ];
  for (const [what, names] of rows) if (names.length > 0) print(`${what}: ${listed(names)}`);
}

function decodeOf({ path, bytes }: Source): ReadonlyMap<string, Tensor> {
  try {
    return decode(bytes).tensors;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`train: --from is ${path}: ${error.message}`, { cause: error });
  }
}

function loadedFrom({ path }: Source, load: () => LoadedParts): LoadedParts {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new ValueError(`train: --from is ${path}, whose tensors do not fit: ${error.message}`, { cause: error });
  }
}

/** What the names of the last layer's tensors begin with. */
function lastLayerOf(model: Module): string {
  const [last] = [...model.namedParameters()].at(-1)!;
  return last.slice(0, last.lastIndexOf(".") + 1);
}
