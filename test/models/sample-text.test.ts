import { describe, expect, test } from "vitest";
import { IndexError, ValueError } from "../../src/base/errors.ts";
import { CharVocabulary, textWindows } from "../../src/data/index.ts";
import { type CharLSTM, charLstm, sampleText, type SampleTextOptions } from "../../src/models/index.ts";
import { crossEntropy } from "../../src/nn/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { full, tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { assign } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import { fit } from "../../src/train/index.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const PROBABILITIES = [0.1, 0.2, 0.3, 0.4];
const letters = new CharVocabulary().fit("abcd");

/** A model that always gives a, b, c and d these probabilities, whatever came before. */
function constant(): CharLSTM {
  const model = charLstm({ vocabulary: 4, embedding: 2, hidden: 3 });
  scope(() => {
    assign(model.head.weight, zeros(model.head.weight.shape));
    assign(model.head.bias!, tensor(Float32Array.from(PROBABILITIES, Math.log)));
  });
  return model;
}

const write = (model: CharLSTM, options: SampleTextOptions = {}, characters = letters) =>
  [...sampleText(model, characters, { prime: "a", ...options })].join("");
const shares = (text: string) => Array.from("abcd", (c) => text.split(c).length - 1).map((n) => n / text.length);
/** Of 2,000 draws, the share of one letter is within 0.045 of its probability, four deviations. */
const expectShares = (text: string, weights: readonly number[]) => {
  const total = weights.reduce((a, b) => a + b);
  shares(text).forEach((share, i) => expect(Math.abs(share - weights[i]! / total)).toBeLessThan(0.045));
};

describe("sampleText", () => {
  const text =
    "Rain falls on the roof of the old boat house.\nThe boats inside dream of a lake that is blue,\nand of rowers who sing as they go home.\n";

  test.each([1, 2])("writes a text that the model of %i layers knows by heart", async (numLayers) => {
    manualSeed(1);
    const vocabulary = new CharVocabulary().fit(text);
    using model = charLstm({ vocabulary: vocabulary.size, embedding: 16, hidden: 64, numLayers });
    using optimizer = new Adam(model, { learningRate: 0.01 });
    const windows = textWindows(vocabulary.encode(text), { length: 40, stride: 1 });
    const options = { loss: crossEntropy, optimizer, epochs: 25, batchSize: 16, clipNorm: 1, seed: 1 };
    const history = await fit(model, windows, options);
    expect(history[0]!.loss).toBeGreaterThan(2.5); // 24 characters: ln 24 is 3.2
    expect(history.at(-1)!.loss).toBeLessThan(0.2);
    model.eval();
    const prime = "Rain falls";
    const length = text.length - prime.length;
    expect(write(model, { prime, length, temperature: 0 }, vocabulary)).toBe(text.slice(prime.length));
    expect(write(model, { prime: text.slice(0, 70), length: text.length - 70, temperature: 0 }, vocabulary)).toBe(
      text.slice(70),
    );
    expect(write(model, { prime: "The boats", length: 7, temperature: 0 }, vocabulary)).toBe(" inside");
    expect(write(model, { prime, length, temperature: 1, topK: 1, seed: 5 }, vocabulary)).toBe(text.slice(10));
    expect(write(model, { prime, length: 300, temperature: 3 }, vocabulary)).not.toBe(text.slice(10));
  });

  test("draws by the softmax of the scores, divided by the temperature", () => {
    using model = constant();
    const length = 2000;
    expectShares(write(model, { length }), PROBABILITIES);
    expectShares(
      write(model, { length, temperature: 0.5, seed: 1 }),
      PROBABILITIES.map((p) => p ** 2),
    );
    expectShares(
      write(model, { length, temperature: 2, seed: 2 }),
      PROBABILITIES.map((p) => p ** 0.5),
    );
    expect(write(model, { length: 20, temperature: 0 })).toBe("d".repeat(20));
    expect(write(model, { length: 20, temperature: 1e-30 })).toBe("d".repeat(20));
  });

  test("draws among the most probable characters only, if asked to", () => {
    using model = constant();
    expectShares(write(model, { length: 2000, topK: 2 }), [0, 0, 0.3, 0.4]);
    expect(write(model, { length: 200, topK: 2 })).toMatch(/^[cd]+$/);
    expect(write(model, { length: 20, topK: 1 })).toBe("d".repeat(20));
    expect(write(model, { length: 50, topK: 4 })).toBe(write(model, { length: 50 }));
    expect(write(model, { length: 50, topK: 100 })).toBe(write(model, { length: 50 }));
  });

  test("takes the first of equals at temperature 0", () => {
    using model = constant();
    scope(() => assign(model.head.bias!, full([4], 1)));
    expect(write(model, { length: 3, temperature: 0 })).toBe("aaa");
  });

  test("writes the same from the same seed", () => {
    manualSeed(3);
    using model = charLstm({ vocabulary: 4, hidden: 16, numLayers: 2 });
    const seeded = (seed: number) => write(model, { length: 60, seed });
    expect(seeded(1)).toBe(seeded(1));
    expect(seeded(1)).not.toBe(seeded(2));
    expect(write(model, { length: 60 })).toBe(seeded(0));
  });

  test("begins with a line end by default, and writes 200 characters", () => {
    const lines = new CharVocabulary().fit("\nabc");
    using model = constant();
    expect([...sampleText(model, lines)]).toHaveLength(200);
    expect(() => sampleText(model, letters).next()).toThrow('character 0 of the text is "\\n"');
  });

  test("computes a character when it is asked for, and leaves nothing behind", () => {
    using model = constant();
    write(model, { length: 1 }); // what the engine keeps is there from now on
    const { live } = memoryStats();
    const stream = sampleText(model, letters, { prime: "a", length: 1e9 });
    expect(memoryStats().live).toBe(live);
    expect(stream.next().done).toBe(false);
    expect(memoryStats().live).toBeGreaterThan(live);
    stream.return();
    expect(memoryStats().live).toBe(live);
    expect(write(model, { length: 0 })).toBe("");
    expect(memoryStats().live).toBe(live);
  });

  test("says what it expected, and leaves nothing behind", () => {
    using model = constant();
    write(model, { length: 1 });
    const { live } = memoryStats();
    expect(() => write(model, { prime: "" })).toThrow("sampleText: prime is empty, expected at least one character");
    expect(() => write(model, { prime: "ax" })).toThrow('character 1 of the text is "x"');
    for (const length of [-1, 0.5, NaN, Infinity]) {
      expect(() => write(model, { length })).toThrow(`sampleText: length is ${length}, expected a whole number`);
    }
    for (const temperature of [-0.1, NaN, Infinity]) {
      expect(() => write(model, { temperature })).toThrow(`sampleText: temperature is ${temperature}, expected`);
    }
    for (const topK of [0, -1, 1.5, NaN]) {
      expect(() => write(model, { topK })).toThrow(`sampleText: topK is ${topK}, expected a whole number from 1 on`);
    }
    expect(() => write(model, { seed: -1 })).toThrow(ValueError);
    const more = new CharVocabulary().fit("abcdefgh");
    expect(() => write(model, { prime: "h" }, more)).toThrow(IndexError);
    scope(() => assign(model.head.bias!, full([4], NaN)));
    expect(() => write(model)).toThrow("sampleText: the model's scores reach NaN, expected finite ones");
    expect(memoryStats().live).toBe(live);
  });
});
