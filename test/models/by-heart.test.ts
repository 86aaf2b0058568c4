import { expect, test } from "vitest";
import { CharVocabulary, textWindows } from "../../src/data/index.ts";
import { charLstm, sampleText, type SampleTextOptions } from "../../src/models/index.ts";
import { crossEntropy } from "../../src/nn/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { fit } from "../../src/train/index.ts";

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
  const write = (options: SampleTextOptions) => [...sampleText(model, vocabulary, options)].join("");
  const prime = "Rain falls";
  const length = text.length - prime.length;
  expect(write({ prime, length, temperature: 0 })).toBe(text.slice(prime.length));
  expect(write({ prime: text.slice(0, 70), length: text.length - 70, temperature: 0 })).toBe(text.slice(70));
  expect(write({ prime: "The boats", length: 7, temperature: 0 })).toBe(" inside");
  expect(write({ prime, length, temperature: 1, topK: 1, seed: 5 })).toBe(text.slice(10));
  expect(write({ prime, length: 300, temperature: 3 })).not.toBe(text.slice(10));
});
