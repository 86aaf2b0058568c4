// A network that learns to write, character by character, from a nursery rhyme or a text of yours.
//
//   node tools/run-bundled.mjs examples/char-lstm.ts [text file]
//
// Prints what it writes before it has learned anything, how its loss falls, and what it writes then, more and less boldly.
import { readFile } from "node:fs/promises";
import { Adam, charLstm, CharVocabulary, crossEntropy, fit, manualSeed, sampleText, textWindows } from "wasmgrad";

const text = await readFile(process.argv[2] ?? "examples/char-lstm.txt", "utf8");
const vocabulary = new CharVocabulary().fit(text);
const samples = textWindows(vocabulary.encode(text), { length: 40, stride: 5 });
console.log(`${text.length} characters, ${vocabulary.size} different ones`);

manualSeed(1);
const model = charLstm({ vocabulary: vocabulary.size, hidden: 64 });

/** What the model writes behind the beginning of the text. */
function write(temperature: number): void {
  const prime = text.slice(0, 12);
  const characters = sampleText(model.eval(), vocabulary, { prime, temperature, length: 160 });
  console.log(`\n-- temperature ${temperature}\n${prime}${[...characters].join("")}`);
}

write(1);

const batchSize = 32;
const epochs = Math.ceil((500 * batchSize) / samples.length); // about 500 steps
const history = await fit(model, samples, {
  loss: crossEntropy,
  optimizer: new Adam(model, { learningRate: 0.01 }),
  epochs,
  batchSize,
  clipNorm: 1,
});
console.log(
  `\n${epochs} epochs: from ${history[0]!.loss.toFixed(2)} to ${history.at(-1)!.loss.toFixed(2)} nats a character`,
);

for (const temperature of [0.2, 1]) write(temperature);
