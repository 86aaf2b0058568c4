import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients, record, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { detectAnomaly } from "../../src/nn/detect-anomaly.ts";
import {
  Conv2d,
  crossEntropy,
  Linear,
  Module,
  MultiHeadAttention,
  ReLU,
  Sequential,
  TransformerEncoderLayer,
} from "../../src/nn/index.ts";
import {
  add,
  div,
  exp,
  log,
  logSumExp,
  mean,
  mul,
  reshape,
  softmax,
  sqrt,
  sub,
  sum,
  where,
} from "../../src/ops/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { rand } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

class Logarithm extends Module {
  override forward(x: Tensor): Tensor {
    return log(x);
  }
}

describe("detectAnomaly", () => {
  test("names the op, its layer and what went into it", () => {
    const model = new Sequential(new ReLU(), new Sequential(new Logarithm()));
    const x = tensor([1, 2, 4], [1, 3]);
    const step = (): Tensor => log(sub(model.forward(x), 1));
    expect(() => detectAnomaly(step, { model })).toThrow(ValueError);
    expect(() => detectAnomaly(step, { model })).toThrow(
      "detectAnomaly: log, forward, outside of the model, gives 2 NaN of 3 numbers; its input is finite: [1, 3] from -1 to 0.3863",
    );
    expect(() => detectAnomaly(() => new Logarithm().forward(tensor([-1])))).toThrow(
      "detectAnomaly: log, forward, gives 1 NaN of 1 number; its input is finite: [1] from -1 to -1",
    );
    const inner = new Sequential(new ReLU(), new Sequential(new Linear(3, 2), new Logarithm()));
    (inner.at(1) as Sequential).at(0).load(
      new Map([
        ["weight", zeros([2, 3])],
        ["bias", tensor([-1, 1])],
      ]),
    );
    expect(() => detectAnomaly(() => inner.forward(x), { model: inner })).toThrow(
      /: log, forward, in layer 1\.1 \(Logarithm\), gives 1 NaN of 2 numbers; its input is finite: \[1, 2\] from -1 to 1$/,
    );
    expect(Object.keys(inner.at(0))).not.toContain("forward");
  });

  test("finds NaN of the backward pass, where the forward pass has none", () => {
    const x = variable(tensor([0, 4]));
    // d sqrt(0) is infinite, and 0 · ∞ is NaN.
    const step = (): unknown => gradients(sum(mul(sqrt(x), tensor([0, 1]))));
    expect(() => detectAnomaly(step)).toThrow(
      "detectAnomaly: sqrt, backward, gives 1 NaN of 2 numbers in the gradient of its input 0; the gradient of its output is " +
        "[2] from 0 to 1; its input is finite: [2] from 0 to 4",
    );
    const model = new (class Root extends Module {
      override forward(t: Tensor): Tensor {
        return sqrt(t);
      }
    })();
    expect(() => detectAnomaly(() => gradients(sum(mul(model.forward(x), tensor([0, 1])))), { model })).toThrow(
      "sqrt, backward, in the model (Root), gives 1 NaN",
    );
  });

  test("tells of an op, not of those that its gradient is made of", () => {
    const x = variable(tensor([1, 2]));
    const own = (): Tensor => record("own", mul(x.view([2]), 3), [x], (dy) => [log(mul(dy, -1))]);
    expect(() => detectAnomaly(() => gradients(sum(own())))).toThrow(
      "own, backward, gives 2 NaN of 2 numbers in the gradient of its input 0; the gradient of its output is [2] from 1 to 1",
    );
    // What nobody wants may be anything.
    const dead = (): Tensor => record("own", mul(x.view([2]), 3), [x, x.view([2])], (dy) => [dy, log(mul(dy, -1))]);
    expect(
      detectAnomaly(() => gradients(sum(dead())))
        .get(x)!
        .toArray(),
    ).toEqual([1, 1]);
  });

  test("names who made the first infinite number, once it makes NaN, a loss or a gradient", () => {
    const x = variable(tensor([1, 100]));
    const inf = (): Tensor => reshape(mul(exp(x), 2), [2, 1]);
    expect(inf().data[1]).toBe(Infinity);
    expect(() => detectAnomaly(inf)).not.toThrow();
    expect(() => detectAnomaly(() => sub(inf(), inf()))).toThrow(
      /sub, forward, gives 1 NaN of 2 numbers; its inputs are \[2, 1\] from 5\.437 to 5\.437 with 1 infinite of 2 numbers \(first made by exp, forward\), /,
    );
    expect(() => detectAnomaly(() => gradients(sum(inf())))).toThrow(
      "detectAnomaly: the loss is Infinity (first made by exp, forward)",
    );
    const zero = variable(tensor([0, 1]));
    expect(() => detectAnomaly(() => gradients(sum(mul(sqrt(zero), 3))))).toThrow(
      "detectAnomaly: the gradient of a variable [2] holds 1 infinite of 2 numbers (first made by sqrt, backward)",
    );
    const given = tensor([Infinity, 1]);
    expect(() => detectAnomaly(() => sub(given, given))).toThrow(
      "gives 1 NaN of 2 numbers; its inputs are [2] from 1 to 1 with 1 infinite of 2 numbers, [2] from",
    );
  });

  test("names parameters by their paths", () => {
    const layer = new Linear(1, 1, { bias: false });
    layer.load(new Map([["weight", zeros([1, 1])]]));
    const step = (): unknown => gradients(sum(sqrt(layer.forward(tensor([[1]])))));
    expect(() => detectAnomaly(step, { model: layer })).toThrow(
      "the gradient of weight holds 1 infinite of 1 number (first made by sqrt, backward, outside of the model)",
    );
  });

  test("bears the infinite numbers of masks, in both directions", () => {
    manualSeed(1);
    const mask = tensor([0, -Infinity, 0, 0], [2, 2]);
    const scores = variable(rand([2, 2]));
    const grads = detectAnomaly(() => gradients(sum(mul(softmax(add(scores, mask), -1), tensor([1, 2])))));
    expect(grads.get(scores)!.data.every(Number.isFinite)).toBe(true);
    detectAnomaly(() => gradients(sum(logSumExp(add(scores, mask), 1))));
    detectAnomaly(() => gradients(sum(softmax(where(tensor(Int32Array.of(1, 0, 1, 1), [2, 2]), scores, mask), 1))));
    const attention = new MultiHeadAttention(4, 2);
    detectAnomaly(() => gradients(sum(attention.forward(rand([2, 3, 4]), { causal: true }))), { model: attention });
    const encoder = new TransformerEncoderLayer(4, 2, { dimFeedforward: 8, causal: true });
    detectAnomaly(() => gradients(mean(encoder.forward(rand([2, 3, 4])))), { model: encoder });
  });

  test("runs compiled steps as plain functions, with the same bits and nothing left behind", () => {
    const make = () => {
      manualSeed(3);
      const model = new Sequential(new Conv2d(1, 2, 3), new ReLU(), new Conv2d(2, 1, 3));
      const optimizer = new SGD(model, { learningRate: 0.1 });
      const step = compile((x: Tensor, targets: Tensor) => {
        const output = reshape(model.forward(reshape(x, [2, 1, 6, 6])), [2, 4]);
        const loss = crossEntropy(output, targets);
        optimizer.step(gradients(loss));
        return loss;
      });
      return { model, step };
    };
    const [plain, watched] = [make(), make()];
    const args = [new Float32Array(72).map((_, i) => Math.sin(i)), Int32Array.of(1, 3)] as const;
    for (let i = 0; i < 3; i++) {
      const before = memoryStats().blocks;
      const loss = scope(() => detectAnomaly(() => watched.step(...args), { model: watched.model }).item());
      expect(memoryStats().blocks).toBe(before);
      expect(plain.step(...args).item()).toBe(loss);
    }
    const weights = (m: Module) => Array.from(m.parameters(), (p) => [...p.data]);
    expect(weights(watched.model)).toEqual(weights(plain.model));
    expect(watched.step.stats()).toEqual([]);
  });

  test("answers what the function answers, hands its errors on, and leaves nobody looking", () => {
    expect(detectAnomaly(() => 7)).toBe(7);
    const error = new Error("own");
    expect(() =>
      detectAnomaly(() => {
        throw error;
      }),
    ).toThrow(error);
    expect(() => detectAnomaly(() => div(tensor([0]), 0))).toThrow("div, forward, gives 1 NaN of 1 number");
    expect(div(tensor([0]), 0).item()).toBeNaN();
    expect(() => detectAnomaly(() => Promise.resolve(1))).toThrow("detectAnomaly: the result is a promise, expected");
    expect(() => compile((x: Tensor) => detectAnomaly(() => add(x, 1)))(tensor([1]))).toThrow(
      "compile: detectAnomaly is called while a step is traced, expected nothing of the kind; call it around the compiled step",
    );
  });
});
