import { join } from "node:path";
import { digits } from "../data/datasets/index.ts";
import { readBytes } from "../node/files.ts";
import { load } from "../node/save.ts";
import { predict } from "../train/predict.ts";
import { printable } from "../viz/printable.ts";
import { init } from "../wasm/init.ts";
import { digestOf } from "./digest.ts";
import { digitsModel } from "./digits-model.ts";
import { parseRecord } from "./run-record.ts";

/**
 * Loads the model of a run and compares what it predicts for the test samples with what it predicted when it was trained, bit
 * for bit. Answers the exit code: 0 if it is the same, 1 if not. Throws if the files cannot be read or are broken.
 */
export async function verify(folder: string): Promise<number> {
  const { hidden, seed, logits, simd } = parseRecord(
    new TextDecoder().decode(await readBytes("verify", join(folder, "history.json"))),
  );
  const { test } = digits({ seed });
  const model = digitsModel(hidden);
  await load(model, join(folder, "model.safetensors"));
  const digest = digestOf(await predict(model, test));
  if (digest === logits) {
    console.log(
      `Reloaded ${printable(folder)} in process ${process.pid}: the same logits for ${test.length} test samples, bit for bit`,
    );
    console.log(`(sha256 ${digest})`);
    return 0;
  }
  const here = (await init()).simd;
  const why =
    here === simd ? "" : `; it was trained with the ${simd} build of the kernels, and this is the ${here} one`;
  console.error(`wasmgrad: verify: logits have sha256 ${digest}, expected ${logits}${why}`);
  return 1;
}
