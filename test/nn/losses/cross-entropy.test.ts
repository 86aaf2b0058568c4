import { describe, expect, test } from "vitest";
import { gradcheck } from "../../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { crossEntropy, type Reduction } from "../../../src/nn/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

describe("crossEntropy", () => {
  test("is the mean of −ln softmax at the labels, by hand", () => {
    // Equal logits: ln 3. Far apart: 0.
    const logits = tensor([
      [1, 1, 1],
      [0, 100, 0],
    ]);
    const labels = tensor(Int32Array.of(2, 1));
    expectClose(crossEntropy(logits, labels, { reduction: "none" }).data, [Math.log(3), 0], 1e-6);
    expectClose([crossEntropy(logits, labels, { reduction: "sum" }).item()], [Math.log(3)], 1e-6);
    expectClose([crossEntropy(logits, labels).item()], [Math.log(3) / 2], 1e-6);
  });

  test("takes a label for each step of sequences, and their mean over all", () => {
    const [logits, labels] = [randomTensor(2, 3, 5), tensor(Int32Array.of(4, 0, 2, 1, 1, 3))];
    const flat = crossEntropy(logits.view([6, 5]), labels).item();
    const steps = labels.view([2, 3]);
    expect(crossEntropy(logits, steps).item()).toBe(flat);
    expect(crossEntropy(logits, steps, { reduction: "none" }).shape).toEqual([2, 3]);
    gradcheck((x) => crossEntropy(x!, steps), [logits]);
  });

  test("has the right gradients", () => {
    const labels = tensor(Int32Array.of(3, 0, 1, 1));
    for (const reduction of ["mean", "sum", "none"] as const) {
      gradcheck((x) => crossEntropy(x!, labels, { reduction }), [randomTensor(4, 5)]);
    }
  });

  test("takes weights of samples as a tensor only", () => {
    const [logits, labels] = [randomTensor(2, 3), tensor(Int32Array.of(2, 1))];
    const listed = { sampleWeights: [1, 2] as unknown as Tensor }; // as those do who write no types
    expect(() => crossEntropy(logits, labels, listed)).toThrow(
      new ValueError("crossEntropy: sampleWeights is object, expected a tensor, such as tensor([1, 2])"),
    );
  });

  test("says what it expected", () => {
    const labels = tensor(Int32Array.of(0, 4));
    expect(() => crossEntropy(randomTensor(2, 3), tensor([0, 1]))).toThrow(DTypeError);
    expect(() => crossEntropy(randomTensor(3, 3), labels)).toThrow(ShapeError);
    expect(() => crossEntropy(randomTensor(2, 3), labels).item()).toThrow(IndexError);
    expect(() => crossEntropy(randomTensor(2, 5), labels, { reduction: "average" as Reduction })).toThrow(
      'crossEntropy: reduction is average, expected "mean", "sum" or "none"',
    );
  });
});

const rows = randomTensor(4, 3);
const classes = tensor(Int32Array.of(2, 0, 1, 2));
const likely = tensor(
  randomTensor(4, 3).data.map((v) => v * 0.3 + 0.4),
  [4, 3],
);
const many = [randomTensor(3000, 3), tensor(Int32Array.from({ length: 3000 }, (_, i) => i % 3))];
const logs = Array.from({ length: 4 }, (_, i) => {
  const row = [...rows.data.slice(3 * i, 3 * i + 3)];
  const sum = row.reduce((total, v) => total + Math.exp(v), 0);
  return row.map((v) => v - Math.log(sum));
});
const classWeights = [0.5, 1, 4];

/** The loss of sample i for targets t. */
const cost = (i: number, t: (v: number) => number, weights = [1, 1, 1]) =>
  logs[i]!.reduce((total, log, v) => total - t(v) * weights[v]! * log, 0);
const at = (i: number) => (v: number) => Number(v === classes.data[i]);
const smooth = (t: (v: number) => number, by: number) => (v: number) => (1 - by) * t(v) + by / 3;
const indices = [0, 1, 2, 3];
const given = (i: number) => (v: number) => likely.data[3 * i + v]!;

const kinds = [
  { options: {}, expected: indices.map((i) => cost(i, at(i))) },
  {
    options: { classWeights },
    expected: indices.map((i) => cost(i, at(i), classWeights)),
    weights: [4, 0.5, 1, 4],
  },
  {
    options: { ignoreIndex: 0, labelSmoothing: 0.25 },
    expected: indices.map((i) => (i === 1 ? 0 : cost(i, smooth(at(i), 0.25)))),
    weights: [1, 0, 1, 1],
  },
  {
    options: { ignoreIndex: 1, labelSmoothing: 0.25, classWeights },
    expected: indices.map((i) => (i === 2 ? 0 : cost(i, smooth(at(i), 0.25), classWeights))),
    weights: [4, 0.5, 0, 4],
  },
] as const;

describe.each(kinds)("crossEntropy of labels, $options", ({ options: own, expected, ...rest }) => {
  lossContract({
    name: "crossEntropy",
    loss: ([x, y], options) => crossEntropy(x!, y!, { ...own, ...options }),
    small: [rows, classes],
    large: many,
    expected,
    ...rest,
  });
});

describe.each([{}, { labelSmoothing: 0.25 }, { classWeights }])("crossEntropy of probabilities, %o", (own) => {
  const { labelSmoothing = 0, classWeights: weights } = own as { labelSmoothing?: number; classWeights?: number[] };
  lossContract({
    name: "crossEntropy",
    loss: ([x, y], options) => crossEntropy(x!, y!, { ...own, ...options }),
    small: [rows, likely],
    large: [many[0]!, randomTensor(3000, 3)],
    expected: indices.map((i) => cost(i, smooth(given(i), labelSmoothing), weights)),
  });
});

describe("crossEntropy", () => {
  test("is exact for logits of ±1e4, and shows NaN", () => {
    const x = variable(tensor([1e4, -1e4, 1e4, -1e4, 0, NaN], [3, 2]));
    const labels = tensor(Int32Array.of(0, 1, 0));
    expect([...crossEntropy(x, labels, { reduction: "none" }).data]).toEqual([0, 2e4, NaN]);
    const smooth = crossEntropy(x, labels, { reduction: "none", labelSmoothing: 0.5 });
    expect([...smooth.data]).toEqual([5000, 15000, NaN]);
    const dx = gradients(crossEntropy(x, labels, { reduction: "sum" })).get(x)!.data;
    expect([...dx.slice(0, 4)]).toEqual([0, 0, 1, -1]);
  });

  test("gives what is ignored no gradient, and refuses such a label elsewhere", () => {
    const x = variable(rows.view([4, 3]));
    const labels = tensor(Int32Array.of(-100, 0, 1, -100));
    const dx = gradients(crossEntropy(x, labels, { ignoreIndex: -100 })).get(x)!.data;
    expect([...dx.slice(0, 3), ...dx.slice(9)].every((v) => v === 0)).toBe(true);
    expect(dx.slice(3, 9).every((v) => v !== 0)).toBe(true);
    expect(() => crossEntropy(rows, labels).item()).toThrow(IndexError);
  });

  test("takes the classes of images from axis 1", () => {
    const [x, y] = [randomTensor(2, 3, 2, 2), tensor(Int32Array.of(0, 1, 2, 0, 1, 1, 2, 0), [2, 2, 2])];
    const flat = (i: number) => [0, 1, 2].map((v) => x.data[(i >> 2) * 12 + v * 4 + (i & 3)]!);
    const expected = Array.from(y.data, (label, i) => {
      const row = flat(i);
      return Math.log(row.reduce((total, v) => total + Math.exp(v), 0)) - row[label]!;
    });
    const losses = crossEntropy(x, y, { axis: 1, reduction: "none" });
    expect(losses.shape).toEqual([2, 2, 2]);
    expectClose(losses.data, expected, 1e-6);
    const hot = tensor(
      Float32Array.from({ length: 24 }, (_, i) => Number(y.data[Math.floor(i / 12) * 4 + (i & 3)] === (i >> 2) % 3)),
      x.shape,
    );
    expectClose(crossEntropy(x, hot, { axis: 1, reduction: "none" }).data, expected, 1e-6);
  });

  test("says which options make no sense", () => {
    expect(() => crossEntropy(rows, classes, { labelSmoothing: 1.5 })).toThrow(ValueError);
    expect(() => crossEntropy(rows, classes, { ignoreIndex: 0.5 })).toThrow(ValueError);
    expect(() => crossEntropy(rows, likely, { ignoreIndex: 0 })).toThrow(
      "crossEntropy: ignoreIndex is 0, expected none for probabilities",
    );
    expect(() => crossEntropy(rows, classes, { axis: 2 })).toThrow(ShapeError);
    expect(() => crossEntropy(rows, tensor([0, 1, 2, 0]))).toThrow(
      "crossEntropy: targets is float32 [4], expected int32 labels, or probabilities [4, 3]",
    );
  });
});
