import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { MultiHeadAttention, Sequential } from "../../../src/nn/index.ts";
import { gather, mul, sequenceMask, slice, sub, sum, where } from "../../../src/ops/index.ts";
import { ones, tensor } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { expectClose } from "../../helpers/close.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";
import { bitsOf, expectReplays } from "../../helpers/replay.ts";

const PROJECTION = { "out_proj.weight": [6, 6], "out_proj.bias": [6] };

layerContract("MultiHeadAttention", {
  make: () => new MultiHeadAttention(6, 2, { dropout: 0.2 }),
  input: [3, 4, 6],
  output: [3, 4, 6],
  tensors: { in_proj_weight: [18, 6], in_proj_bias: [18], ...PROJECTION },
  refused: { input: [3, 4, 5], message: "MultiHeadAttention: query is [3, 4, 5], expected [B, T, D=6]" },
});

layerContract("MultiHeadAttention, causal and without bias", {
  make: () => new MultiHeadAttention(4, 1, { bias: false, causal: true }),
  input: [2, 3, 4],
  output: [2, 3, 4],
  tensors: { in_proj_weight: [12, 4], "out_proj.weight": [4, 4] },
});

const ints = (values: number[], ...shape: number[]): Tensor => tensor(Int32Array.from(values), shape);

describe("MultiHeadAttention", () => {
  test("projects keys and values of other sizes by weights of their own", () => {
    using layer = new MultiHeadAttention(6, 3, { kDim: 4, vDim: 5 });
    const shapes = Array.from(layer.namedTensors(), ([path, { shape }]) => [path, shape]);
    expect(Object.fromEntries(shapes)).toEqual({
      q_proj_weight: [6, 6],
      k_proj_weight: [6, 4],
      v_proj_weight: [6, 5],
      in_proj_bias: [18],
      ...PROJECTION,
    });
    const [key, value] = [randomTensor(2, 7, 4), randomTensor(2, 7, 5)];
    expect(layer.forward(randomTensor(2, 3, 6), { key, value }).shape).toEqual([2, 3, 6]);
  });

  test("begins by Xavier's rule, with biases of 0", () => {
    using layer = new MultiHeadAttention(64, 4);
    const largest = (t: Tensor): number => Math.max(...t.data.map(Math.abs));
    const bound = Math.sqrt(6 / (64 + 192));
    expect(largest(layer.in_proj_weight!)).toBeLessThanOrEqual(bound);
    expect(largest(layer.in_proj_weight!)).toBeGreaterThan(0.95 * bound);
    expect(largest(layer.out_proj.weight)).toBeGreaterThan(0.95 / 8);
    expect([largest(layer.in_proj_bias!), largest(layer.out_proj.bias!)]).toEqual([0, 0]);
  });

  test("hides the same keys by lengths, by a mask of padding, and by scores", () => {
    using layer = new MultiHeadAttention(6, 2);
    const x = randomTensor(2, 4, 6);
    const lengths = ints([3, 1], 2);
    let weights: Tensor;
    const y = layer.forward(x, { lengths, onWeights: (w) => (weights = w) });
    expect(weights!.shape).toEqual([2, 2, 4, 4]);
    const visible = sequenceMask(lengths, 4).toArray() as number[][];
    const w = weights!.toArray() as number[][][][];
    w.forEach((heads, b) =>
      heads.flat().forEach((row) => row.forEach((v, s) => expect(v > 0).toBe(visible[b]![s] === 1))),
    );
    // Steps behind the end are zeros with lengths, and themselves with masks.
    const before = (t: Tensor): number[] => bitsOf(t).filter((_, i) => visible.flat()[Math.floor(i / 6)] === 1);
    const hidden = sub(1, sequenceMask(lengths, 4));
    expect(before(layer.forward(x, { keyPaddingMask: hidden }))).toEqual(before(y));
    expect(before(layer.forward(x, { keyPaddingMask: where(hidden, -Infinity, 0) }))).toEqual(before(y));
    expect(before(layer.forward(x, { attnMask: hidden.view([2, 1, 1, 4]) }))).toEqual(before(y));
  });

  test("hides what any mask hides", () => {
    using layer = new MultiHeadAttention(6, 2, { causal: true });
    let weights: Tensor;
    const attnMask = ints([0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0], 4, 4);
    const keyPaddingMask = ints([0, 0, 0, 1], 1, 4);
    layer.forward(randomTensor(1, 4, 6), {
      attnMask,
      keyPaddingMask,
      lengths: ints([3], 1),
      onWeights: (w) => (weights = w),
    });
    const seen = (gather(weights!.view([2, 4, 4]), ints([1], 1)).toArray() as number[][][])[0]!;
    const pattern = seen.map((row) => row.map((v) => Number(v > 0)));
    expect(pattern).toEqual([[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [1, 1, 1, 0]]); // prettier-ignore
    const open = layer.forward(randomTensor(1, 4, 6), { causal: false, onWeights: (w) => (weights = w) });
    expect(open.shape).toEqual([1, 4, 6]);
    expect([...weights!.data].every((v) => v > 0)).toBe(true);
  });

  test("leaves finite gradients where a sequence has no keys, and its steps the bias", () => {
    using layer = new MultiHeadAttention(6, 2);
    const x = variable(randomTensor(2, 3, 6));
    const y = layer.forward(x, { lengths: ints([0, 2], 2) });
    expect([...slice(y, [[0, 1]]).data].every((v) => v === 0)).toBe(true);
    const grads = gradients(sum(mul(y, y)));
    for (const dx of grads.values()) expect([...dx.data].every(Number.isFinite)).toBe(true);
  });

  test("changes no bit for NaN among keys and values that lengths hide", () => {
    using layer = new MultiHeadAttention(4, 2, { vDim: 5 });
    const [query, key, value] = [randomTensor(2, 3, 4), randomTensor(2, 3, 4), randomTensor(2, 3, 5)];
    const spoilt = (t: Tensor): Tensor => {
      const D = t.shape[2]!;
      return tensor(t.data.map((v, i) => (Math.floor(i / D) % 3 < 2 ? v : NaN)), t.shape); // prettier-ignore
    };
    const [wanted, got] = [[key, value] as const, [spoilt(key), spoilt(value)] as const].map(([k, v]) => {
      const y = layer.forward(query, { key: variable(k), value: variable(v), lengths: ints([2, 2], 2) });
      return [y, ...gradients(sum(mul(y, y))).values()].map(bitsOf);
    });
    expect(got).toEqual(wanted);
  });

  test("drops weights in training mode alone", () => {
    using layer = new MultiHeadAttention(6, 2, { dropout: 0.5 });
    const x = randomTensor(2, 4, 6);
    const weights: Tensor[] = [];
    const onWeights = (w: Tensor): void => void weights.push(w);
    layer.forward(x, { onWeights });
    expect(weights[0]!.data).toContain(0);
    layer.eval().forward(x, { onWeights });
    expect(weights[1]!.data).not.toContain(0);
  });

  test("works in a Sequential, and gives eager's bits when compiled", () => {
    using model = new Sequential(new MultiHeadAttention(6, 2), new MultiHeadAttention(6, 3, { causal: true }));
    expect(model.forward(randomTensor(2, 4, 6)).shape).toEqual([2, 4, 6]);
    using layer = new MultiHeadAttention(6, 2);
    const inputs = [randomTensor(2, 5, 6), ints([4, 0], 2), randomTensor(5, 5)];
    expectReplays(
      "MultiHeadAttention",
      (x, lengths, attnMask) => layer.forward(x!, { lengths: lengths!, attnMask: attnMask! }),
      inputs,
    );
  });

  test("learns one and the same thing from one and from two calls of its weights", () => {
    using layer = new MultiHeadAttention(6, 2);
    const x = randomTensor(2, 4, 6);
    const whole = gradients(sum(layer.forward(x))).get(layer.in_proj_weight!)!;
    const key = tensor(x.data, x.shape);
    const apart = gradients(sum(layer.forward(x, { key }))).get(layer.in_proj_weight!)!;
    expectClose(apart.data, whole.data, 1e-6);
  });

  test("says what does not fit", () => {
    using layer = new MultiHeadAttention(6, 2);
    const x = ones([2, 4, 6]);
    const errors: [() => unknown, new (message: string) => Error, string][] = [
      [() => new MultiHeadAttention(6, 4), ValueError, "A is 4, expected one that divides D=6"],
      [() => new MultiHeadAttention(0, 1), ValueError, "D is 0, expected a whole number from 1 on"],
      [() => new MultiHeadAttention(6, 1, { kDim: 1.5 }), ValueError, "kDim is 1.5, expected a whole number from 1 on"],
      [() => new MultiHeadAttention(6, 1, { dropout: -1 }), ValueError, "dropout is -1, expected a number from 0 to 1"],
      [() => layer.forward(x, { key: ones([3, 4, 6]) }), ShapeError, "key is [3, 4, 6], expected [B=2, S, D=6]"],
      [() => layer.forward(x, { value: ones([2, 3, 6]) }), ShapeError, "value is [2, 3, 6], expected [B=2, S=4, D=6]"],
      [() => layer.forward(x, { lengths: ints([1], 1) }), ShapeError, "lengths is [1], expected [B=2]"],
      [() => layer.forward(x, { lengths: ones([2]) }), DTypeError, "lengths is float32, expected int32"],
      [
        () => layer.forward(x, { keyPaddingMask: ones([2, 3]) }),
        ShapeError,
        "keyPaddingMask is [2, 3], expected [B=2, S=4]",
      ],
      [
        () => layer.forward(x, { attnMask: ones([3, 4]) }),
        ShapeError,
        "mask is [3, 4], expected a shape that broadcasts to [2, 2, 4, 4]",
      ],
    ];
    for (const [call, kind, message] of errors) {
      expect(call).toThrow(kind);
      expect(call).toThrow(message);
    }
  });
});
