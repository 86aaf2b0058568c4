import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ValueError } from "../../../src/base/errors.ts";
import {
  Linear,
  meanSquaredError,
  PositionalEncoding,
  Sequential,
  TransformerEncoderLayer,
} from "../../../src/nn/index.ts";
import { lastStep, mul, sum } from "../../../src/ops/index.ts";
import { Adam } from "../../../src/optim/index.ts";
import { manualSeed } from "../../../src/tensor/generator.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";
import { bitsOf, expectReplays } from "../../helpers/replay.ts";

const tensors = {
  "self_attn.in_proj_weight": [12, 4],
  "self_attn.in_proj_bias": [12],
  "self_attn.out_proj.weight": [4, 4],
  "self_attn.out_proj.bias": [4],
  "linear1.weight": [5, 4],
  "linear1.bias": [5],
  "linear2.weight": [4, 5],
  "linear2.bias": [4],
  "norm1.weight": [4],
  "norm1.bias": [4],
  "norm2.weight": [4],
  "norm2.bias": [4],
};

layerContract("TransformerEncoderLayer", {
  make: () => new TransformerEncoderLayer(4, 2, { dimFeedforward: 5, activation: "gelu" }),
  input: [2, 3, 4],
  output: [2, 3, 4],
  tensors,
  refused: { input: [2, 3, 5], message: "TransformerEncoderLayer: x is [2, 3, 5], expected [B, T, D=4]" },
});

layerContract("TransformerEncoderLayer, norm first", {
  make: () =>
    new TransformerEncoderLayer(4, 2, { dimFeedforward: 5, activation: "gelu", normFirst: true, causal: true }),
  input: [2, 3, 4],
  output: [2, 3, 4],
  tensors,
});

describe("TransformerEncoderLayer", () => {
  test("has PyTorch's defaults", () => {
    using layer = new TransformerEncoderLayer(8, 2);
    expect(layer.linear1.weight.shape).toEqual([2048, 8]);
    const rates = [layer.self_attn.dropout, layer.dropout.p, layer.dropout1.p, layer.dropout2.p];
    expect(rates).toEqual([0.1, 0.1, 0.1, 0.1]);
    expect([layer.activation, layer.normFirst, layer.norm1.epsilon, layer.norm2.epsilon]).toEqual([
      "relu",
      false,
      1e-5,
      1e-5,
    ]);
  });

  test("lets no step see what comes later if it is causal, nor what lengths hide", () => {
    using layer = new TransformerEncoderLayer(4, 2, { dimFeedforward: 8, normFirst: true }).eval();
    const x = randomTensor(1, 4, 4);
    const changed = tensor(
      x.data.map((v, i) => (i < 12 ? v : 100 * v)),
      x.shape,
    );
    const first = (t: Tensor): number[] => bitsOf(t).slice(0, 12);
    for (const masks of [{ causal: true }, { lengths: tensor(Int32Array.of(3)) }]) {
      expect(first(layer.forward(changed, masks))).toEqual(first(layer.forward(x, masks)));
    }
    expect(first(layer.forward(changed))).not.toEqual(first(layer.forward(x)));
    const shapes: (readonly number[])[] = [];
    layer.forward(x, { onWeights: (w) => void shapes.push(w.shape) });
    expect(shapes).toEqual([[1, 2, 4, 4]]);
  });

  test.each([true, false])(
    "changes no bit for NaN behind the lengths, nor of the gradients, normFirst %s",
    (normFirst) => {
      using layer = new TransformerEncoderLayer(4, 2, { dimFeedforward: 8, normFirst, dropout: 0 });
      const lengths = tensor(Int32Array.of(3, 1));
      const whole = randomTensor(2, 4, 4);
      const spoilt = tensor(whole.data.map((v, i) => (Math.floor((i % 16) / 4) < (i < 16 ? 3 : 1) ? v : NaN)), whole.shape); // prettier-ignore
      const [wanted, got] = [whole, spoilt].map((t) => {
        const x = variable(t);
        const last = lastStep(layer.forward(x, { lengths }), lengths);
        const grads = gradients(sum(mul(last, last)));
        return [last, ...grads.values()].map(bitsOf);
      });
      expect(got).toEqual(wanted);
    },
  );

  test("learns to copy the step before", () => {
    manualSeed(3);
    const made = { dimFeedforward: 32, dropout: 0, causal: true };
    using model = new Sequential(new Linear(4, 16), new PositionalEncoding(16, 0), new TransformerEncoderLayer(16, 2, made), new Linear(16, 4)); // prettier-ignore
    using optimizer = new Adam(model, { learningRate: 5e-3 });
    const losses = Array.from({ length: 300 }, () =>
      scope(() => {
        const x = randomTensor(16, 6, 4);
        const before = tensor(x.data.map((v, i) => (i % 24 < 4 ? v : x.data[i - 4]!)), x.shape); // prettier-ignore
        const loss = meanSquaredError(model.forward(x), before);
        optimizer.step(gradients(loss));
        return loss.item();
      }),
    );
    expect(losses[0]).toBeGreaterThan(0.3);
    expect(losses.at(-1)).toBeLessThan(0.05);
  });

  test("takes no sequences, no steps, and sequences without steps", () => {
    using layer = new TransformerEncoderLayer(4, 2, { dimFeedforward: 8 });
    for (const [B, T] of [
      [0, 3],
      [2, 0],
      [0, 0],
      [2, 1],
    ] as const) {
      const y = layer.forward(variable(randomTensor(B, T, 4)), { lengths: tensor(new Int32Array(B)) });
      expect(y.shape).toEqual([B, T, 4]);
      for (const dx of gradients(sum(y)).values()) expect([...dx.data].every(Number.isFinite)).toBe(true);
    }
  });

  test("gives eager's bits when compiled", () => {
    using layer = new TransformerEncoderLayer(8, 2, { dimFeedforward: 16, causal: true }).eval();
    const inputs = [randomTensor(3, 5, 8), tensor(Int32Array.of(5, 2, 0))];
    expectReplays("TransformerEncoderLayer", (x, lengths) => layer.forward(x!, { lengths: lengths! }), inputs);
  });

  test("says what does not fit", () => {
    const activation = "tanh" as "relu";
    expect(() => new TransformerEncoderLayer(4, 2, { activation })).toThrow(ValueError);
    expect(() => new TransformerEncoderLayer(4, 2, { activation })).toThrow(
      'TransformerEncoderLayer: activation is tanh, expected "relu" or "gelu"',
    );
    expect(() => new TransformerEncoderLayer(4, 3)).toThrow(
      "MultiHeadAttention: A is 3, expected one that divides D=4",
    );
  });
});
