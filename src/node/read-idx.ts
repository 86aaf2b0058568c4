import { FormatError, WasmgradError } from "../base/errors.ts";
import { decodeGz } from "../io/gz.ts";
import { decode, type Idx } from "../io/idx.ts";
import { readBytes } from "./files.ts";

/** Options of `readIdx`. */
export interface ReadIdxOptions {
  /** How many bytes may be unpacked; default 2³⁰. */
  readonly most?: number;
}

/**
 * The numbers in an IDX file, also in one packed by gzip, which its first bytes tell.
 *
 * Throws `FileError` if it cannot be read, `FormatError` if it holds something else; both name the file.
 */
export function readIdx(path: string, options: ReadIdxOptions = {}): Promise<Idx> {
  return idxIn("readIdx", path, options);
}

/** As `readIdx`; `op` begins the messages of errors. */
export async function idxIn(op: string, path: string, options: ReadIdxOptions): Promise<Idx> {
  const bytes = await readBytes(op, path);
  try {
    return decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? await decodeGz(bytes, options) : bytes);
  } catch (error) {
    if (!(error instanceof WasmgradError)) throw error;
    throw new FormatError(`${op}: ${path}: ${error.message}`, { cause: error });
  }
}
