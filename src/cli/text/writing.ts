import { ValueError } from "../../base/errors.ts";
import type { CharVocabulary } from "../../data/index.ts";
import { type CharLSTM, sampleText } from "../../models/index.ts";
import type { Callback } from "../../train/callbacks.ts";
import { printableLines } from "../../viz/printable.ts";
import type { Print } from "../tell.ts";

/** A model that writes as training goes on. */
export interface Writer {
  readonly model: CharLSTM;
  readonly vocabulary: CharVocabulary;
  /** The character that it goes on from. */
  readonly first: string;
  readonly seed: number;
}

const TEMPERATURE = 0.8;
/** How often a model shows what it writes, at most, and how many characters. */
const SHOWN_TIMES = 20;
const SHOWN = 120;

/** So many characters of the model. */
export function written({ model, vocabulary, first, seed }: Writer, length: number): string {
  const mode = model.training;
  model.eval();
  try {
    return [...sampleText(model, vocabulary, { prime: first, length, temperature: TEMPERATURE, seed })].join("");
  } finally {
    if (mode) model.train();
  }
}

/** Prints what a model writes, set off from what else is printed. */
export function tellWriting(print: Print, text: string): void {
  print(printableLines(text).replace(/^/gm, "  | "));
}

/** Shows what a model writes now and then, but for the end. Throws `ValueError` if it has become useless. */
export function showing(writer: Writer, epochs: number, print: Print): Callback {
  const every = Math.ceil(epochs / SHOWN_TIMES);
  return {
    onEpochEnd: ({ epoch, validation }) => {
      const { loss } = validation!;
      if (!Number.isFinite(loss)) {
        throw new ValueError(`train: the test loss is ${loss}, expected a finite number; lower the learning rate`);
      }
      if (epoch % every !== 0 || epoch === epochs) return;
      tellWriting(print, written(writer, SHOWN));
      print("");
    },
  };
}
