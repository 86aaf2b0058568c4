import { join } from "node:path";
import { digits } from "../../data/datasets/index.ts";
import { digestOfBytes, digestOfFiles } from "../digest.ts";
import { type Parts, PICTURES } from "./pictures.ts";
import { embedded } from "./tables.ts";

/**
 * What tells data from other data, in hexadecimal: SHA-256 of a file's bytes; of those of the files of a dataset that has some, in the order
 * of `PICTURES`; of the numbers of a dataset that ships with the package. Null for what is no file, such as a pipe. Throws `FileError`
 * if a file cannot be read; `op` begins the message.
 */
export async function fingerprintOf(
  op: string,
  name: string,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<string | null> {
  const table = embedded(name);
  if (table !== undefined) return ofParts(table.parts({ seed: 0 }));
  if (name === "digits") return ofParts(digits({ seed: 0 }));
  if (!Object.hasOwn(PICTURES, name)) return await digestOfFiles(op, [name], signal);
  const paths = PICTURES[name]!.files.map((file) => join(folder ?? "", file));
  return await digestOfFiles(op, paths, signal);
}

function ofParts({ train, test }: Parts): string {
  return digestOfBytes([train.x.data, train.y.data, test.x.data, test.y.data]);
}
