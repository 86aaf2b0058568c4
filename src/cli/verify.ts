import { isAbsolute, join } from "node:path";
import { readBytes } from "../node/files.ts";
import { predict } from "../train/predict.ts";
import { checkInputs } from "./check-inputs.ts";
import { openAgain } from "./data/open.ts";
import { digestOf } from "./digest.ts";
import { membersOf } from "./members.ts";
import { parseRecord } from "./run-record.ts";
import { counted } from "./tell.ts";
import { verifyText } from "./text/verify.ts";
import { loadTrained } from "./trained.ts";
import { verdict } from "./verdict.ts";

/** What the command line of `verify` says. */
export interface VerifyOptions {
  /** Where the dataset's files, or the CSV file or text, are now. */
  readonly data?: string;
}

/**
 * Loads the model of a run and compares what it predicts for the test samples with what it predicted when it was trained, bit
 * for bit. Answers the exit code: 0 if it is the same, 1 if not. Throws if the files cannot be read or are broken.
 */
export async function verify(folder: string, { data: moved }: VerifyOptions): Promise<number> {
  const text = new TextDecoder().decode(await readBytes("verify", join(folder, "history.json")));
  const record = membersOf(text);
  if (record["kind"] === "text") return await verifyText(folder, record, moved);
  const { data, folder: dataFolder, validation, seed, outputs, simd } = parseRecord(text);
  const { model, preprocessor, architecture } = await loadTrained("verify", folder);
  const isFile = preprocessor !== null && isAbsolute(data);
  const material = await openAgain(
    {
      op: "verify",
      name: isFile ? (moved ?? data) : data,
      division: { validation, seed },
      folder: moved ?? dataFolder ?? undefined,
    },
    preprocessor,
  );
  try {
    checkInputs("verify", architecture, material.test);
    const digest = digestOf(await predict(model, material.test));
    const found = `the same outputs for ${counted(material.test.length)} test samples`;
    return await verdict({ folder, outputs, digest, simd, found, file: isFile ? (moved ?? data) : null });
  } finally {
    material.close();
  }
}
