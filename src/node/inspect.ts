import { open } from "node:fs/promises";
import { FileError, FormatError, WasmgradError } from "../base/errors.ts";
import * as safetensors from "../io/safetensors.ts";
import { reasonOf } from "./files.ts";

/** Bytes that say where the numbers begin. */
const PREFIX = 8;

/**
 * What a safetensors file says of its tensors, and the texts beside them. Its numbers are not read, so the file may be larger than
 * memory, and of any dtype. Throws `FileError` if it cannot be read, `FormatError` if it is no safetensors file.
 */
export async function inspect(path: string): Promise<safetensors.Contents> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const head = async (length: number): Promise<Uint8Array> => {
        const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
        return buffer.subarray(0, bytesRead);
      };
      const dataStart = safetensors.dataStartOf(await head(Math.min(PREFIX, size)), size);
      return safetensors.inspect(await head(dataStart), size);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof WasmgradError) {
      throw new FormatError(`inspect: ${path}: ${error.message}`, { cause: error });
    }
    throw new FileError(`inspect: ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}
