import { IndexError, ValueError } from "../base/errors.ts";

/** What a `CharVocabulary` has learned. Plain data, to be saved as JSON. */
export interface CharVocabularyState {
  /** The characters, in ascending order of their code points; number i stands for the i-th. */
  readonly characters: string;
}

/**
 * Numbers for the characters of a text, and back: the places of its different code points in ascending order.
 *
 *     const vocabulary = new CharVocabulary().fit(text);
 *     const ids = vocabulary.encode(text);
 *     const again = new CharVocabulary(JSON.parse(JSON.stringify(vocabulary.state)));
 */
export class CharVocabulary {
  #characters: readonly string[] = [];
  #places: ReadonlyMap<string, number> = new Map();

  /** Starts with what another has learned, if given. Throws `ValueError` unless that is characters in ascending order. */
  constructor(state: CharVocabularyState | null = null) {
    if (state === null) return;
    const { characters } = state;
    if (typeof characters !== "string" || characters === "" || inOrder(characters).join("") !== characters) {
      throw new ValueError("CharVocabulary: state is unusable, expected what another vocabulary's state gave");
    }
    this.#learn(characters);
  }

  /** What it has learned. Throws `ValueError` before `fit`. */
  get state(): CharVocabularyState {
    return { characters: this.characters.join("") };
  }

  /** The characters, each at the place that is its number. Throws `ValueError` before `fit`. */
  get characters(): readonly string[] {
    if (this.#characters.length === 0) {
      throw new ValueError("CharVocabulary: it has learned nothing yet, expected a call of fit before");
    }
    return this.#characters;
  }

  /** How many characters there are, and so logits of a model. Throws `ValueError` before `fit`. */
  get size(): number {
    return this.characters.length;
  }

  /** Learns the characters of a text. Throws `ValueError` if it is empty. */
  fit(text: string): this {
    if (text === "") throw new ValueError("CharVocabulary: the text is empty, expected at least one character");
    this.#learn(text);
    return this;
  }

  /** The numbers of a text's characters. Throws `ValueError` for one that was not learned, and before `fit`. */
  encode(text: string): Int32Array<ArrayBuffer> {
    const { size } = this;
    const ids = new Int32Array(text.length);
    let count = 0;
    for (const character of text) {
      const place = this.#places.get(character);
      if (place === undefined) {
        throw new ValueError(
          `CharVocabulary: character ${count} of the text is ${shown(character)}, expected one of the ${size} learned; ` +
            "leave it out, or fit the vocabulary on a text that holds it",
        );
      }
      ids[count++] = place;
    }
    return count === ids.length ? ids : ids.slice(0, count);
  }

  /** The text of some numbers. Throws `IndexError` for one that stands for no character, `ValueError` before `fit`. */
  decode(ids: ArrayLike<number>): string {
    const { characters } = this;
    return Array.from(ids, (id, i) => {
      const character = characters[id];
      if (character === undefined) {
        throw new IndexError(`CharVocabulary: ids[${i}] is ${id}, expected 0 <= id < ${characters.length}`);
      }
      return character;
    }).join("");
  }

  #learn(text: string): void {
    this.#characters = inOrder(text);
    this.#places = new Map(this.#characters.map((character, place) => [character, place]));
  }
}

/** The different characters of a text, by their code points. */
function inOrder(text: string): string[] {
  return [...new Set(text)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
}

/** A character as it is and by its number, as many look alike or like nothing. */
function shown(character: string): string {
  return `${JSON.stringify(character)} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`;
}
