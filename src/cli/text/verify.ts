import type { Members } from "../members.ts";
import { counted } from "../tell.ts";
import { verdict } from "../verdict.ts";
import { loadText } from "./language-model.ts";
import { openText } from "./material.ts";
import { proofOf } from "./proof.ts";
import { parseTextRecord } from "./record.ts";

/** `verify` for a run that learned a text; `moved`: where the file is now. Answers the exit code. */
export async function verifyText(folder: string, record: Members, moved: string | undefined): Promise<number> {
  const { data, validation, outputs, simd } = parseTextRecord(record);
  const { model, description } = await loadText("verify", folder);
  const file = moved ?? data;
  const { held } = await openText("verify", file, validation, description.vocabulary);
  const { outputs: digest, samples } = await proofOf(model, held);
  const found = `the same scores for ${counted(samples * held.x.shape[0]!)} test characters`;
  return await verdict({ folder, outputs, digest, simd, found, file });
}
