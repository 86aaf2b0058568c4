import { FormatError } from "../base/errors.ts";
import { decode, encode } from "../io/safetensors.ts";
import type { Module } from "../nn/module.ts";
import { scope } from "../tensor/scope.ts";
import { readBytes, writeWhole } from "./files.ts";

/**
 * Writes the parameters and states of a model to a safetensors file, with these texts beside them. A file that is there is
 * replaced at once or not at all. Throws `FileError` if it cannot be written.
 */
export async function save(model: Module, path: string, metadata?: ReadonlyMap<string, string>): Promise<void> {
  await writeWhole("save", path, encode(model.namedTensors(), metadata));
}

/**
 * Copies the tensors in a safetensors file into the parameters and states of a model, and answers the texts beside them.
 *
 * Throws `FileError` if the file cannot be read, `FormatError` if it is no safetensors file, `ValueError` unless it holds the
 * model's names, shapes and dtypes. Then the model is as it was.
 */
export async function load(model: Module, path: string): Promise<ReadonlyMap<string, string>> {
  const bytes = await readBytes("load", path);
  let metadata: ReadonlyMap<string, string> = new Map();
  scope(() => {
    const file = decodeOf(bytes, path);
    model.load(file.tensors);
    metadata = file.metadata;
  });
  return metadata;
}

function decodeOf(bytes: Uint8Array, path: string): ReturnType<typeof decode> {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof FormatError) throw new FormatError(`load: ${path}: ${error.message}`, { cause: error });
    throw error;
  }
}
