import { describe, expect, test } from "vitest";
import { IndexError, ValueError } from "../../src/base/errors.ts";
import { CharVocabulary, type CharVocabularyState } from "../../src/data/index.ts";

describe("CharVocabulary", () => {
  test("numbers characters in the order of their code points", () => {
    const vocabulary = new CharVocabulary().fit("hello, world\n");
    expect(vocabulary.characters.join("")).toBe("\n ,dehlorw");
    expect(vocabulary.size).toBe(10);
    expect([...vocabulary.encode("low\n")]).toEqual([6, 7, 9, 0]);
    expect(vocabulary.decode([6, 7, 9, 0])).toBe("low\n");
    expect(vocabulary.encode("")).toEqual(new Int32Array(0));
    expect(vocabulary.decode([])).toBe("");
  });

  test("takes characters beyond 16 bits as one, and what is no character as it is", () => {
    // By code units the emoji would come before U+FFFD; a surrogate alone is kept, too.
    const text = "a😀\ufffdß\ud800a😀";
    const vocabulary = new CharVocabulary().fit(text);
    expect(vocabulary.characters).toEqual(["a", "ß", "\ud800", "\ufffd", "😀"]);
    expect([...vocabulary.encode(text)]).toEqual([0, 4, 3, 1, 2, 0, 4]);
    expect(vocabulary.decode(vocabulary.encode(text))).toBe(text);
  });

  test("survives JSON", () => {
    const text = 'To be, or not to be: "\\that\\" is\t😀\ud800\u0000';
    const { state } = new CharVocabulary().fit(text);
    const restored = new CharVocabulary(JSON.parse(JSON.stringify(state)) as CharVocabularyState);
    expect(restored.state).toEqual(state);
    expect(restored.decode(restored.encode(text))).toBe(text);
  });

  test("learns anew with each fit", () => {
    const vocabulary = new CharVocabulary().fit("ab");
    vocabulary.fit("bc");
    expect(vocabulary.state).toEqual({ characters: "bc" });
    expect(() => vocabulary.encode("a")).toThrow(ValueError);
  });

  test("names the character that it does not know, and what helps", () => {
    const vocabulary = new CharVocabulary().fit("ab😀");
    expect(() => vocabulary.encode("😀aß")).toThrow(ValueError);
    expect(() => vocabulary.encode("😀aß")).toThrow(
      'CharVocabulary: character 2 of the text is "ß" (U+00DF), expected one of the 3 learned; leave it out, or fit the vocabulary on a text that holds it',
    );
    expect(() => vocabulary.encode("\n")).toThrow('is "\\n" (U+000A), expected');
    expect(() => vocabulary.encode("🙂")).toThrow('is "🙂" (U+1F642), expected');
    for (const id of [3, -1, 0.5, NaN]) {
      expect(() => vocabulary.decode([0, id])).toThrow(IndexError);
      expect(() => vocabulary.decode([0, id])).toThrow(`CharVocabulary: ids[1] is ${id}, expected 0 <= id < 3`);
    }
  });

  test("refuses what it cannot use", () => {
    const none = new CharVocabulary();
    for (const call of [() => none.state, () => none.size, () => none.encode("a"), () => none.decode([])]) {
      expect(call).toThrow("CharVocabulary: it has learned nothing yet, expected a call of fit before");
    }
    expect(() => none.fit("")).toThrow("CharVocabulary: the text is empty, expected at least one character");
    for (const characters of ["", "ba", "aa", 7, undefined]) {
      expect(() => new CharVocabulary({ characters } as CharVocabularyState)).toThrow(
        "CharVocabulary: state is unusable, expected what another vocabulary's state gave",
      );
    }
  });
});
