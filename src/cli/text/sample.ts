import { sampleText } from "../../models/index.ts";
import { interruptible } from "../interruptible.ts";
import { loadText } from "./language-model.ts";

/** What the command line of `sample` says. */
export interface SampleOptions {
  readonly model: string;
  readonly prime?: string;
  readonly length: number;
  readonly temperature: number;
  readonly topK?: number;
  readonly seed: number;
}

/** Characters that are written at once. */
const BLOCK = 16;

/** Writes text with a model, as it comes. Answers the exit code. */
export async function sample({ model: path, prime, length, temperature, topK, seed }: SampleOptions): Promise<number> {
  return await interruptible(async (signal) => {
    const { model, description } = await loadText("sample", path);
    const { vocabulary } = description;
    const first = prime ?? (vocabulary.characters.includes("\n") ? "\n" : vocabulary.characters[0]!);
    const characters = sampleText(model, vocabulary, { prime: first, length, temperature, topK: topK ?? null, seed });
    if (prime !== undefined) process.stdout.write(prime);
    let block = "";
    for (const character of characters) {
      block += character;
      if (block.length < BLOCK) continue;
      process.stdout.write(block);
      block = "";
      // Lets interruptions in, and the reader take what is there.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted || process.stdout.writableEnded || process.stdout.destroyed) return 0;
    }
    process.stdout.write(`${block}\n`);
    return 0;
  });
}
