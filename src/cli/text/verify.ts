import { splitText, textWindows } from "../../data/index.ts";
import { printable } from "../../viz/printable.ts";
import type { Members } from "../members.ts";
import { counted } from "../tell.ts";
import { loadText } from "./language-model.ts";
import { proofOf, TEST_LENGTH } from "./proof.ts";
import { readText } from "./read-text.ts";
import { parseTextRecord } from "./record.ts";

/** `verify` for a run that learned a text; `moved`: where the file is now. Answers the exit code. */
export async function verifyText(folder: string, record: Members, moved: string | undefined): Promise<number> {
  const { data, validation, outputs } = parseTextRecord(record);
  const { model, description } = await loadText("verify", folder);
  const path = moved ?? data;
  const { test } = splitText(description.vocabulary.encode(await readText("verify", path)), { test: validation });
  const held = textWindows(test, { length: Math.min(TEST_LENGTH, test.length - 1) });
  const proof = await proofOf(model, held);
  if (proof.outputs !== outputs) {
    console.error(
      `wasmgrad: verify: outputs have sha256 ${proof.outputs}, expected ${outputs}; has ${printable(path)} changed, or the build of the kernels?`,
    );
    return 1;
  }
  console.log(
    `Reloaded ${printable(folder)} in process ${process.pid}: the same scores for ${counted(proof.samples * held.x.shape[0]!)} test characters, bit for bit`,
  );
  console.log(`(sha256 ${outputs})`);
  return 0;
}
