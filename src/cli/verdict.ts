import { printable } from "../viz/printable.ts";
import { init } from "../wasm/init.ts";

/** What a model gave when it was trained, and again. */
export interface Proof {
  /** Folder of the run. */
  readonly folder: string;
  /** SHA-256 of what it gave, and gives. */
  readonly outputs: string;
  readonly digest: string;
  /** Build of the kernels that it was trained with. */
  readonly simd: string;
  /** For what: `the same outputs for 360 test samples`. */
  readonly found: string;
  /** The file that was read again, if one was. */
  readonly file: string | null;
}

/** Tells whether a model gives the same again. Answers the exit code: 0 or 1. */
export async function verdict({ folder, outputs, digest, simd, found, file }: Proof): Promise<number> {
  if (digest === outputs) {
    console.log(`Reloaded ${printable(folder)} in process ${process.pid}: ${found}, bit for bit`);
    console.log(`(sha256 ${digest})`);
    return 0;
  }
  const here = (await init()).simd;
  const changed = file === null ? "" : `; has ${printable(file)} changed?`;
  const why =
    here === simd ? changed : `; it was trained with the ${simd} build of the kernels, and this is the ${here} one`;
  console.error(`wasmgrad: verify: outputs have sha256 ${digest}, expected ${outputs}${why}`);
  return 1;
}
