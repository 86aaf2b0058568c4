import { describe, expect, test } from "vitest";
import { CharVocabulary, splitText, textStreams, textWindows } from "../../src/data/index.ts";
import { crossEntropy, Module, Parameter, State } from "../../src/nn/index.ts";
import { gather, reshape, slice } from "../../src/ops/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { assign } from "../../src/tensor/persistent.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { accuracy, fit } from "../../src/train/index.ts";

const TEXT = "the cat sat on the mat; the rat ate the hat. ".repeat(20);
const vocabulary = new CharVocabulary().fit(TEXT);
const ids = vocabulary.encode(TEXT);
const V = vocabulary.size;

/** Logits of the next character from the one before alone. */
class Bigrams extends Module {
  readonly table = new Parameter(zeros([V, V]));

  override forward(x: Tensor): Tensor {
    return gather(this.table, x);
  }
}

/** The mean of −ln p of each character given the one before, by counting. */
function bigramEntropy(): number {
  const counts = new Map<string, number>();
  const firsts = new Map<number, number>();
  for (let i = 0; i + 1 < ids.length; i++) {
    const pair = `${ids[i]} ${ids[i + 1]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    firsts.set(ids[i]!, (firsts.get(ids[i]!) ?? 0) + 1);
  }
  let sum = 0;
  for (const [pair, n] of counts) sum -= n * Math.log(n / firsts.get(Number(pair.split(" ")[0]))!);
  return sum / (ids.length - 1);
}

describe("a model of characters", () => {
  test("learns windows of a text by fit: logits [B, T, V], targets [B, T]", async () => {
    manualSeed(1);
    const model = new Bigrams();
    const { train, validation } = splitText(ids, { validation: 0.2 });
    const history = await fit(model, textWindows(train, { length: 12, stride: 4 }), {
      loss: crossEntropy,
      optimizer: new Adam(model, { learningRate: 0.1 }),
      epochs: 20,
      batchSize: 8,
      clipNorm: 1,
      validation: textWindows(validation, { length: 12 }),
      metrics: { accuracy },
    });
    const { loss, metrics } = history.at(-1)!.validation!;
    expect(loss).toBeGreaterThan(bigramEntropy() - 0.1);
    expect(loss).toBeLessThan(bigramEntropy() + 0.1);
    expect(metrics.accuracy).toBeGreaterThan(0.5);
  });

  test("carries what it remembers from one batch of streams to the next", async () => {
    const [B, T] = [4, 5];
    const part = Math.floor((ids.length - 1) / B);
    /** Remembers the last character of each row. */
    class Memory extends Bigrams {
      readonly last = new State(zeros([B], "int32"));

      override forward(x: Tensor): Tensor {
        assign(this.last, reshape(slice(x, [null, [T - 1, T]]), [B]));
        return super.forward(x);
      }
    }
    const model = new Memory();
    const remembered: number[][] = [];
    await fit(model, textStreams(ids, { batchSize: B, length: T }), {
      loss: crossEntropy,
      optimizer: new Adam(model),
      epochs: 1,
      batchSize: B,
      shuffle: false,
      callbacks: [{ onBatchEnd: () => void remembered.push([...model.last.data]) }],
    });
    // What stands in each part of the text before the next batch.
    const expected = Array.from({ length: Math.floor(part / T) }, (_, batch) =>
      Array.from({ length: B }, (_, b) => ids[b * part + (batch + 1) * T - 1]!),
    );
    expect(remembered).toEqual(expected);
  });
});
