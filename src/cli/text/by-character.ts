import type { CharVocabulary } from "../../data/index.ts";
import { sizeOf } from "../../tensor/shape.ts";
import { tensor } from "../../tensor/creation.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Transfer } from "../source.ts";

/** Tensors with a row for each character. */
const ROWS: readonly string[] = ["embedding.weight", "head.weight", "head.bias"];

/**
 * Fits tensors of a model to one with other characters: rows go to the same characters, those of characters that it has not known stay as
 * they were drawn.
 */
export function byCharacter(from: CharVocabulary, to: CharVocabulary): NonNullable<Transfer["fit"]> {
  const places = new Map(from.characters.map((character, place) => [character, place]));
  return (name: string, theirs: Tensor, own: Tensor) => {
    const rest = own.shape.slice(1);
    if (!ROWS.includes(name) || theirs.shape.slice(1).join() !== rest.join() || theirs.shape[0] !== from.size)
      return theirs;
    const [numbers, given, width] = [own.data, theirs.data, sizeOf(rest)];
    for (const [at, character] of to.characters.entries()) {
      const place = places.get(character);
      if (place !== undefined) numbers.set(given.subarray(place * width, (place + 1) * width), at * width);
    }
    return tensor(numbers, own.shape);
  };
}
