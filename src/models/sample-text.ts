import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import { RandomStream } from "../base/philox.ts";
import { compile } from "../autograd/compile.ts";
import { noGrad } from "../autograd/tape.ts";
import { tensor, zeros } from "../tensor/creation.ts";
import { assign, Persistent } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";
import type { CharLSTM } from "./char-lstm.ts";

/** Options of `sampleText`. */
export interface SampleTextOptions {
  /** How the text begins, at least one character; the result goes on behind it. Default: a line end. */
  readonly prime?: string;
  /** Characters to write; default 200. */
  readonly length?: number;
  /** Divides the scores: below 1 the probable becomes more so, above 1 less; 0 takes the most probable always. Default 1. */
  readonly temperature?: number;
  /** Among how many of the most probable characters to choose; default all. */
  readonly topK?: number | null;
  /** Default 0. */
  readonly seed?: number;
}

/** Characters as the model's numbers; `CharVocabulary` is one. */
export interface Characters {
  /** Throws `ValueError` for a character that it does not know. */
  encode(text: string): Int32Array;
  decode(ids: ArrayLike<number>): string;
}

/**
 * Writes text with a model, one character at a time as they are asked for; the same seed gives the same text.
 *
 * Throws `ValueError` for an empty prime text or options out of range, at the first character. Takes the model as it is: put it in evaluation mode
 * before.
 */
export function* sampleText(
  model: CharLSTM,
  characters: Characters,
  { prime = "\n", length = 200, temperature = 1, topK = null, seed = 0 }: SampleTextOptions = {},
): Generator<string, void, undefined> {
  if (prime === "") throw new ValueError("sampleText: prime is empty, expected at least one character");
  checkValue("sampleText", "length", length, Number.isSafeInteger(length) && length >= 0, "a whole number from 0 on");
  checkValue(
    "sampleText",
    "temperature",
    temperature,
    temperature >= 0 && temperature < Infinity,
    "a number from 0 on",
  );
  const isCount = topK === null || (Number.isSafeInteger(topK) && topK >= 1);
  checkValue("sampleText", "topK", topK, isCount, "a whole number from 1 on, or null");
  const random = new RandomStream(seed);
  const { hiddenSize, numLayers } = model.lstm;
  const [h, c] = [0, 1].map(() => new Persistent(zeros([numLayers, 1, hiddenSize]))) as [Persistent, Persistent];
  // The state stays in memory from character to character, so that a step is one call into WebAssembly.
  const step = compile((x) =>
    noGrad(() => {
      const { logits, state } = model.run(x, { h, c });
      assign(h, state.h);
      assign(c, state.c);
      return logits;
    }),
  );
  const next = (ids: Int32Array): number =>
    scope(() => {
      const logits = step(tensor(ids, [1, ids.length]));
      const V = logits.shape[2]!;
      return draw(logits.data.subarray(-V) as Float32Array, temperature, topK ?? V, random);
    });
  try {
    let ids = characters.encode(prime);
    for (let i = 0; i < length; i++) {
      const id = next(ids);
      yield characters.decode([id]);
      ids = Int32Array.of(id);
    }
  } finally {
    step.dispose();
    h.dispose();
    c.dispose();
  }
}

/** One of the `most` numbers with the largest scores, at random by the softmax of their scores; of equal ones the first. */
function draw(scores: Float32Array, temperature: number, most: number, random: RandomStream): number {
  let best = -Infinity;
  for (const score of scores) best = Math.max(best, score); // NaN stays
  if (!Number.isFinite(best))
    throw new ValueError(`sampleText: the model's scores reach ${best}, expected finite ones`);
  if (temperature === 0 || most === 1) return scores.indexOf(best);
  const least = most < scores.length ? scores.slice().sort().at(-most)! : -Infinity;
  let room = most; // for scores as large as the least that is chosen
  for (const score of scores) if (score > least) room--;
  const weights = new Float64Array(scores.length);
  let sum = 0;
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id]!;
    if (score < least || (score === least && room-- <= 0)) continue;
    weights[id] = Math.exp((score - best) / temperature);
    sum += weights[id]!;
  }
  let rest = random.uniform() * sum;
  for (let id = 0; id < scores.length; id++) if ((rest -= weights[id]!) < 0) return id;
  return scores.indexOf(best); // where rounding has left something
}
