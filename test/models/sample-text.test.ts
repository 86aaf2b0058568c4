import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { CharVocabulary } from "../../src/data/index.ts";
import { type CharLSTM, charLstm, sampleText, type SampleTextOptions } from "../../src/models/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const vocabulary = new CharVocabulary().fit("\nabcd\u{1f600}");

/** A model that gives the same scores behind anything. */
function constant(scores: readonly number[]): CharLSTM {
  const model = charLstm({ vocabulary: scores.length, embedding: 2, hidden: 3 });
  const weight = tensor(new Float32Array(scores.length * 3), [scores.length, 3]);
  model.head.load(
    new Map([
      ["weight", weight],
      ["bias", tensor(Float32Array.from(scores))],
    ]),
  );
  model.eval();
  return model;
}

const text = (model: CharLSTM, options: SampleTextOptions = {}): string =>
  [...sampleText(model, vocabulary, options)].join("");

/** How often each character was written, as shares. */
function shares(scores: readonly number[], options: SampleTextOptions): number[] {
  const length = 4000;
  const written = [...sampleText(constant(scores), vocabulary, { ...options, length })];
  return vocabulary.characters.map((character) => written.filter((c) => c === character).length / length);
}

describe("sampleText", () => {
  const SCORES = [0, 1, 2, -1, 1, -Infinity];
  const ALL = [0, 1, 2, 3, 4, 5];

  test.each<[SampleTextOptions, number, readonly number[]]>([
    [{}, 1, ALL],
    [{ temperature: 0.5, seed: 3 }, 0.5, ALL],
    [{ temperature: 5 }, 5, ALL],
    [{ topK: 3 }, 1, [1, 2, 4]],
    [{ topK: 2 }, 1, [1, 2]],
    [{ topK: 1 }, 1, [2]],
    [{ topK: 6 }, 1, ALL],
    [{ topK: 99 }, 1, ALL],
    [{ temperature: 0 }, 1, [2]],
    [{ temperature: 1e-30 }, 1e-30, [2]],
  ])("draws by the softmax of scores with %j", (options, temperature, chosen) => {
    const weights = SCORES.map((score, id) => (chosen.includes(id) ? Math.exp((score - 2) / temperature) : 0));
    const sum = weights.reduce((a, b) => a + b);
    for (const [id, share] of shares(SCORES, options).entries()) {
      const wanted = weights[id]! / sum;
      if (wanted === 0) expect(share).toBe(0);
      // Five deviations of a share of 4000 draws.
      else expect(Math.abs(share - wanted)).toBeLessThanOrEqual(5 * Math.sqrt((wanted * (1 - wanted)) / 4000));
    }
  });

  test("takes the first of equal scores where there is one place", () => {
    expect(text(constant([0, 3, 1, 3, 0, 0]), { temperature: 0, length: 3 })).toBe("aaa");
    expect(text(constant([0, 3, 1, 3, 0, 0]), { topK: 1, length: 3 })).toBe("aaa");
  });

  test("goes on as the model does that reads all that was written", () => {
    manualSeed(5);
    const model = charLstm({ vocabulary: vocabulary.size, hidden: 16, numLayers: 2 });
    model.eval();
    const prime = "ab\u{1f600}";
    const written = text(model, { prime, length: 12, temperature: 0 });
    expect([...written]).toHaveLength(12);
    let so = prime;
    for (const character of written) {
      const ids = vocabulary.encode(so);
      const scores = scope(() => model.forward(tensor(ids, [1, ids.length])).data.slice(-vocabulary.size));
      expect(vocabulary.characters[scores.indexOf(Math.max(...scores))]).toBe(character);
      so += character;
    }
  });

  test("writes the same for a seed, and leaves no memory behind, finished or not", () => {
    const model = charLstm({ vocabulary: vocabulary.size, hidden: 8 });
    model.eval();
    const first = text(model, { seed: 1 });
    expect([...first]).toHaveLength(200);
    const before = memoryStats();
    expect(text(model, { seed: 1 })).toBe(first);
    expect(text(model, { seed: 2 })).not.toBe(first);
    expect(text(model, { length: 0 })).toBe("");
    const written = sampleText(model, vocabulary);
    written.next();
    written.return();
    expect(memoryStats()).toMatchObject({ live: before.live, blocks: before.blocks });
  });

  test.each([
    [{ prime: "" }, "prime is empty"],
    [{ prime: "x" }, "expected one of the 6 learned"],
    [{ length: -1 }, "length is -1"],
    [{ length: 1.5 }, "length is 1.5"],
    [{ temperature: -0.1 }, "temperature is -0.1"],
    [{ temperature: NaN }, "temperature is NaN"],
    [{ temperature: Infinity }, "temperature is Infinity"],
    [{ topK: 0 }, "topK is 0"],
    [{ seed: -1 }, "seed is -1"],
  ])("refuses %j", (options, message) => {
    const first = (): unknown => sampleText(constant([0, 0, 0, 0, 0, 0]), vocabulary, options).next();
    expect(first).toThrow(ValueError);
    expect(first).toThrow(message);
  });

  test.each([NaN, Infinity])("refuses scores of %s", (value) => {
    const message = `the model's scores reach ${value}, expected finite ones`;
    expect(() => text(constant([0, value, 0, 1, 2, 3]))).toThrow(message);
    expect(() => text(constant([0, 0, 0, 0, 0, value]), { temperature: 0 })).toThrow(message);
  });
});
