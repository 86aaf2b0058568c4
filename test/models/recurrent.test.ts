// What the models of sequences promise: shapes, parameters, paths, lengths, weights in files, errors.

import { describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { decode, encode } from "../../src/io/safetensors.ts";
import { charLstm, forecaster, sequenceClassifier } from "../../src/models/index.ts";
import { crossEntropy, meanSquaredError, type Module } from "../../src/nn/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { randint } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Shape } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { randomTensor } from "../helpers/random.ts";

const words = (V: number, shape: Shape) => randint(0, V, shape);
const count = (model: Module) => Array.from(model.parameters(), (p) => p.size).reduce((a, b) => a + b, 0);
const paths = (model: Module) => Array.from(model.namedParameters(), ([path]) => path);
const gates = (layer: string, direction = "") =>
  ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((name) => `${layer}.${name}_l0${direction}`);

/** One of each kind and shape: the model, an input, the shape of the output, and how many parameters there are. */
const CASES = [
  ["charLstm", () => charLstm({ vocabulary: 65 }), () => words(65, [2, 5]), [2, 5, 65], 111_873],
  [
    "charLstm",
    () => charLstm({ vocabulary: 10, embedding: 4, hidden: 6, numLayers: 2, dropout: 0.3 }),
    () => words(10, [1, 1]),
    [1, 1, 10],
    734,
  ],
  ["sequenceClassifier", () => sequenceClassifier(), () => randomTensor(3, 4, 64), [3, 2], 33_410],
  [
    "sequenceClassifier",
    () => sequenceClassifier({ inputs: 3, hidden: 5, classes: 4, cell: "gru", bidirectional: true, dropout: 0.5 }),
    () => randomTensor(2, 7, 3),
    [2, 4],
    344,
  ],
  [
    "sequenceClassifier",
    () => sequenceClassifier({ vocabulary: 9, inputs: 3, hidden: 5, cell: "rnn", numLayers: 2 }),
    () => words(9, [4, 6]),
    [4, 2],
    149,
  ],
  ["forecaster", () => forecaster(), () => randomTensor(2, 9, 1), [2, 1, 1], 4_513],
  [
    "forecaster",
    () => forecaster({ inputs: 3, outputs: 2, horizon: 4, hidden: 6, cell: "gru", numLayers: 2, dropout: 0.1 }),
    () => randomTensor(5, 2, 3),
    [5, 4, 2],
    506,
  ],
] as const;

describe("models of sequences", () => {
  test.each(CASES)("%s %# has the shapes and parameters that it says", (_, make, input, shape, parameters) => {
    manualSeed(0); // The default generator is there from now on.
    const { live } = memoryStats();
    const model = make();
    scope(() => expect(model.forward(input()).shape).toEqual(shape));
    expect(count(model)).toBe(parameters);
    model.dispose();
    expect(memoryStats().live).toBe(live);
  });

  test.each(CASES)("%s %# computes the same from saved weights", (_, make, input) => {
    manualSeed(1);
    using model = make().eval();
    manualSeed(2);
    using other = make().eval();
    scope(() => {
      const x = input();
      const y = model.forward(x).toArray();
      expect(other.forward(x).toArray()).not.toEqual(y);
      other.load(decode(encode(model.namedTensors())).tensors);
      expect(other.forward(x).toArray()).toEqual(y);
    });
  });

  test.each(CASES)("%s %# has a gradient for every parameter", (_, make, input) => {
    using model = make();
    scope(() => {
      const y = model.forward(input());
      const grads = gradients(meanSquaredError(y, zeros(y.shape)));
      for (const p of model.parameters()) expect(grads.has(p)).toBe(true);
    });
  });

  test("name their parameters as PyTorch's layers do", () => {
    using text = charLstm({ vocabulary: 3, embedding: 2, hidden: 2 });
    expect(paths(text)).toEqual(["embedding.weight", ...gates("lstm"), "head.weight", "head.bias"]);
    using classifier = sequenceClassifier({ inputs: 2, hidden: 2, bidirectional: true });
    const both = [...gates("recurrent"), ...gates("recurrent", "_reverse")];
    expect(paths(classifier)).toEqual([...both, "head.weight", "head.bias"]);
    using series = forecaster({ hidden: 2 });
    expect(paths(series)).toEqual([...gates("0"), "1.weight", "1.bias"]);
  });

  test("drop numbers in training mode only", () => {
    const options = { hidden: 16, dropout: 0.5 };
    for (const [model, x] of [
      [charLstm({ vocabulary: 5, ...options }), words(5, [2, 3])],
      [sequenceClassifier({ inputs: 2, ...options }), randomTensor(2, 3, 2)],
      [forecaster({ numLayers: 2, ...options }), randomTensor(2, 3, 1)],
    ] as const) {
      scope(() => {
        const runs = () => [model.forward(x).toArray(), model.forward(x).toArray()] as const;
        const [a, b] = runs();
        expect(a).not.toEqual(b);
        model.eval();
        const [c, d] = runs();
        expect(c).toEqual(d);
      });
      model.dispose();
    }
  });

  test("charLstm goes on from a state as if the text were one", () => {
    using model = charLstm({ vocabulary: 7, embedding: 3, hidden: 5, numLayers: 2 });
    scope(() => {
      const ids = words(7, [2, 6]).data;
      const part = (from: number, to: number) => {
        const rows = [0, 6].flatMap((row) => Array.from(ids.slice(row + from, row + to)));
        return tensor(Int32Array.from(rows), [2, to - from]);
      };
      const whole = model.run(part(0, 6));
      const first = model.run(part(0, 4));
      const rest = model.run(part(4, 6), first.state);
      const tail = [0, 1].flatMap((b) => Array.from(whole.logits.data.slice((b * 6 + 4) * 7, (b + 1) * 6 * 7)));
      expectClose(rest.logits.data, tail, 1e-6);
      expectClose(rest.state.h.data, whole.state.h.data, 1e-6);
      expectClose(rest.state.c.data, whole.state.c.data, 1e-6);
      expect(model.forward(part(0, 6)).toArray()).toEqual(whole.logits.toArray());
    });
  });

  test("sequenceClassifier does not look behind the lengths, in both directions", () => {
    using model = sequenceClassifier({ inputs: 2, hidden: 4, bidirectional: true, numLayers: 2 });
    scope(() => {
      const x = randomTensor(2, 5, 2);
      const padded = x.data;
      for (let i = 6; i < 10; i++) padded[i] = NaN; // the first sequence ends behind three steps
      const y = model.forward(tensor(padded, [2, 5, 2]), tensor(Int32Array.of(3, 5)));
      const short = model.forward(tensor(x.data.slice(0, 6), [1, 3, 2]));
      const long = model.forward(tensor(x.data.slice(10), [1, 5, 2]));
      expectClose(y.data, [...short.data, ...long.data], 1e-6);
    });
  });

  test("refuse what they cannot be made of, or cannot take", () => {
    expect(() => charLstm({ vocabulary: 0 })).toThrow("charLstm: vocabulary is 0, expected a whole number from 1 on");
    expect(() => charLstm({ vocabulary: 5, embedding: 1.5 })).toThrow("charLstm: embedding is 1.5");
    expect(() => charLstm({ vocabulary: 5, hidden: NaN })).toThrow(ValueError);
    expect(() => charLstm({ vocabulary: 5, dropout: 2 })).toThrow(ValueError);
    expect(() => sequenceClassifier({ vocabulary: 0 })).toThrow("sequenceClassifier: vocabulary is 0");
    expect(() => sequenceClassifier({ classes: -1 })).toThrow("sequenceClassifier: classes is -1");
    expect(() => sequenceClassifier({ cell: "mlp" as "rnn" })).toThrow(
      "sequenceClassifier: cell is mlp, expected lstm, gru, rnn",
    );
    expect(() => sequenceClassifier({ cell: "toString" as "rnn" })).toThrow(ValueError);
    expect(() => forecaster({ horizon: 0 })).toThrow("forecaster: horizon is 0");
    expect(() => forecaster({ outputs: 0.5 })).toThrow("forecaster: outputs is 0.5");
    expect(() => forecaster({ cell: "" as "rnn" })).toThrow(ValueError);

    using text = charLstm({ vocabulary: 5, hidden: 4 });
    using classifier = sequenceClassifier({ inputs: 3, hidden: 4 });
    using series = forecaster({ inputs: 2, hidden: 4 });
    scope(() => {
      expect(() => text.forward(randomTensor(2, 3))).toThrow("int32");
      expect(() => classifier.forward(randomTensor(2, 3, 4))).toThrow("LSTM: x is [2, 3, 4], expected [B, T, D=3]");
      expect(() => classifier.forward(randomTensor(2, 3, 3), tensor(Int32Array.of(1)))).toThrow(ShapeError);
      expect(() => series.forward(randomTensor(2, 3))).toThrow(ShapeError);
      const far: Tensor = text.forward(tensor(Int32Array.of(5), [1, 1]));
      expect(() => crossEntropy(far, zeros([1, 1], "int32")).item()).toThrow("expected 0 <= index < 5");
    });
  });
});
