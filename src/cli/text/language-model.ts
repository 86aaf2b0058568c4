import { FormatError } from "../../base/errors.ts";
import { CharVocabulary } from "../../data/index.ts";
import type { Contents } from "../../io/safetensors.ts";
import { type CharLSTM, charLstm } from "../../models/index.ts";
import { inspect } from "../../node/inspect.ts";
import { load, save } from "../../node/save.ts";
import { formatShape } from "../../tensor/shape.ts";
import { asMembers, isSeed, isShare, membersOf } from "../members.ts";
import { LANGUAGE_MODEL, modelFile } from "../trained.ts";

/** A model of text in words: what rebuilds it before its parameters are loaded, and what it was trained with. */
export interface TextDescription {
  readonly vocabulary: CharVocabulary;
  readonly hidden: number;
  readonly numLayers: number;
  readonly origin: {
    /** Name of the file, without its folder. */
    readonly data: string;
    readonly validation: number;
    readonly seed: number;
  };
}

/** The command makes no larger model, so a file that asks for one is refused before memory is. */
export const MOST_UNITS = 4096;
const MOST_LAYERS = 32;

/** The model, with parameters drawn from the default generator. */
export function buildText({ vocabulary, hidden, numLayers }: TextDescription): CharLSTM {
  return charLstm({ vocabulary: vocabulary.size, hidden, numLayers });
}

/** Writes a model with what it takes to use it. */
export async function saveText(model: CharLSTM, { vocabulary, ...rest }: TextDescription, path: string): Promise<void> {
  await save(model, path, new Map([[LANGUAGE_MODEL, JSON.stringify({ ...rest, vocabulary: vocabulary.state })]]));
}

/** Loads a model of text. Throws `FileError` or `FormatError` if the file is none; `op` begins messages. */
export async function loadText(op: string, path: string): Promise<{ model: CharLSTM; description: TextDescription }> {
  const file = await modelFile(path);
  const contents = await inspect(file);
  const description = describeText(`${op}: ${file}`, contents);
  if (description === null) {
    throw new FormatError(`${op}: ${file} has not learned to write, expected a model that "train text" wrote`);
  }
  checkShapes(`${op}: ${file}`, description, contents);
  const model = buildText(description);
  await load(model, file);
  model.eval();
  return { model, description };
}

/** What a file says of its model of text; null if it is another's. Throws `FormatError` if it is broken. */
export function describeText(op: string, { metadata }: Contents): TextDescription | null {
  const text = metadata.get(LANGUAGE_MODEL);
  if (text === undefined) return null;
  const { vocabulary, hidden, numLayers, origin } = membersOf(text);
  const { characters } = asMembers(vocabulary);
  const { data, validation, seed } = asMembers(origin);
  const isOrigin = typeof data === "string" && isShare(validation) && validation !== null && isSeed(seed);
  const isShape = isCount(hidden, MOST_UNITS) && isCount(numLayers, MOST_LAYERS);
  if (!isShape || !isOrigin || typeof characters !== "string") {
    throw new FormatError(`${op}: the language model is ${text.slice(0, 120)}, expected what "train text" writes`);
  }
  return { vocabulary: vocabularyOf(op, characters), hidden, numLayers, origin: { data, validation, seed } };
}

/** Throws `FormatError` unless a file's tensors are as large as it says, before a model of that size is made. */
function checkShapes(op: string, { vocabulary, hidden, numLayers }: TextDescription, { tensors }: Contents): void {
  const wanted = {
    "head.weight": [vocabulary.size, hidden],
    [`lstm.weight_hh_l${numLayers - 1}`]: [4 * hidden, hidden],
  };
  for (const [name, shape] of Object.entries(wanted)) {
    const found = tensors.get(name)?.shape;
    if (found?.join() === shape.join()) continue;
    throw new FormatError(
      `${op}: ${name} is ${found ? formatShape(found) : "missing"}, expected ${formatShape(shape)}`,
    );
  }
}

function vocabularyOf(op: string, characters: string): CharVocabulary {
  try {
    return new CharVocabulary({ characters });
  } catch (error) {
    throw new FormatError(`${op}: the vocabulary is broken, expected characters in ascending order`, { cause: error });
  }
}

function isCount(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;
}
