import { ValueError } from "../../base/errors.ts";
import { sampleText } from "../../models/index.ts";
import { printableLines } from "../../viz/printable.ts";
import { interruptible } from "../interruptible.ts";
import { writeOut } from "../standard-output.ts";
import { loadText } from "./language-model.ts";
import { encoded } from "./material.ts";

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
const BLOCK = 64;

/**
 * Writes text with a model, as it comes: to a terminal what can be shown of it, to files and pipes the very characters. Answers the exit
 * code.
 */
export async function sample({ model: path, prime, length, temperature, topK, seed }: SampleOptions): Promise<number> {
  return await interruptible(async (signal) => {
    if (prime === "") throw new ValueError("sample: --prime is empty, expected at least one character");
    const { model, description } = await loadText("sample", path);
    const { vocabulary } = description;
    if (prime !== undefined) encoded("sample: --prime", vocabulary, prime);
    const first = prime ?? (vocabulary.characters.includes("\n") ? "\n" : vocabulary.characters[0]!);
    const written = sampleText(model, vocabulary, { prime: first, length, temperature, topK: topK ?? null, seed });
    const show = process.stdout.isTTY ? printableLines : (text: string) => text;
    await writeOut("sample", blocks(prime ?? "", written, show), signal);
    return 0;
  });
}

/** The beginning, what was written behind it, some characters at a time, and a line end. */
async function* blocks(
  beginning: string,
  written: Iterable<string>,
  show: (text: string) => string,
): AsyncGenerator<string, void, undefined> {
  let block = beginning;
  for (const character of written) {
    block += character;
    if (block.length < BLOCK) continue;
    yield show(block);
    block = "";
    // Lets interruptions in.
    await new Promise((resolve) => setImmediate(resolve));
  }
  yield show(`${block}\n`);
}
