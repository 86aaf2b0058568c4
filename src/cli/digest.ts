import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { FileError } from "../base/errors.ts";
import { reasonOf } from "../node/files.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** SHA-256 of the bits of a tensor's numbers, in hexadecimal. */
export function digestOf(tensor: Tensor): string {
  return digestOfBytes([tensor.data]);
}

/** SHA-256 of some bytes, one part after the other, in hexadecimal. */
export function digestOfBytes(parts: readonly ArrayBufferView[]): string {
  const hash = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of parts) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest("hex");
}

/**
 * SHA-256 of the bytes of files, one after the other, in hexadecimal; null if one is a pipe, say, whose bytes come once. Throws `FileError`
 * if one cannot be read; `op` begins the message.
 */
export async function digestOfFiles(op: string, paths: readonly string[], signal: AbortSignal): Promise<string | null> {
  const hash = createHash("sha256");
  for (const path of paths) if (!(await addFile(op, path, hash, signal))) return null;
  return hash.digest("hex");
}

async function addFile(op: string, path: string, hash: Hash, signal: AbortSignal): Promise<boolean> {
  try {
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) return false;
    for await (const bytes of createReadStream(path)) {
      hash.update(bytes as Uint8Array);
      signal.throwIfAborted();
    }
    return true;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new FileError(`${op}: ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}
