import { ValueError } from "../../base/errors.ts";
import { CharVocabulary, splitText, textWindows, type WindowDataset } from "../../data/index.ts";
import { readText } from "./read-text.ts";

/** A text to learn from, and its end to test with. */
export interface TextMaterial {
  readonly vocabulary: CharVocabulary;
  readonly train: Int32Array;
  /** Samples as long as is useful, which leave out as little of the end as can be. */
  readonly held: WindowDataset;
  /** The first character. */
  readonly first: string;
}

/** Characters of a held-out sample: so many that those without much before them do not count. */
const TEST_LENGTH = 512;

/**
 * Reads a text whose end is held out, by the vocabulary of a model if there is one, with the text's other characters besides if that is
 * open. Throws `FileError` if it cannot be read, `ValueError` if it
 * is no text, too short, or has characters that the model does not know; `op` begins messages.
 */
export async function openText(
  op: string,
  path: string,
  validation: number,
  known: CharVocabulary | null,
  { isOpen = false } = {},
): Promise<TextMaterial> {
  const text = await readText(op, path);
  if (text === "") throw new ValueError(`${op}: ${path} is empty, expected a text`);
  const before = known?.characters.join("") ?? "";
  const vocabulary = known === null || isOpen ? new CharVocabulary().fit(before + text) : known;
  const ids = encoded(`${op}: ${path}`, vocabulary, text);
  const toTest = Math.ceil(ids.length * validation);
  if (toTest < 2 || toTest >= ids.length) {
    throw new ValueError(
      `${op}: the length of ${path} is ${ids.length}, ${toTest} of it to test with, expected 2 for that at least, and 1 to train with`,
    );
  }
  const { train, test } = splitText(ids, { test: toTest });
  const samples = Math.ceil((test.length - 1) / TEST_LENGTH);
  const held = textWindows(test, { length: Math.floor((test.length - 1) / samples) });
  return { vocabulary, train, held, first: String.fromCodePoint(text.codePointAt(0)!) };
}

/** A text in a model's numbers; `where` begins the message if there is one. */
export function encoded(where: string, vocabulary: CharVocabulary, text: string): Int32Array {
  try {
    return vocabulary.encode(text);
  } catch (error) {
    throw new ValueError(`${where}: ${(error as Error).message}`, { cause: error });
  }
}
