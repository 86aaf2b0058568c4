import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { IndexError, ShapeError } from "../../../src/base/errors.ts";
import { categoricalCrossEntropy, crossEntropy } from "../../../src/nn/index.ts";
import { softmax } from "../../../src/ops/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const likely = (...shape: [number, number]) =>
  tensor(
    randomTensor(...shape).data.map((v) => v * 0.3 + 0.4),
    shape,
  );
const p = likely(4, 3);
const targets = likely(4, 3);
const labels = tensor(Int32Array.of(2, 0, 1, 2));
const many = tensor(Int32Array.from({ length: 3000 }, (_, i) => i % 3));

describe("categoricalCrossEntropy of labels", () => {
  lossContract({
    name: "categoricalCrossEntropy",
    loss: ([x, y], options) => categoricalCrossEntropy(x!, y!, options),
    small: [p, labels],
    large: [likely(3000, 3), many],
    expected: [2, 3, 7, 11].map((i) => -Math.log(p.data[i]!)),
  });
});

describe("categoricalCrossEntropy of probabilities", () => {
  const term = (i: number) => targets.data[i]! * Math.log(p.data[i]!);
  lossContract({
    name: "categoricalCrossEntropy",
    loss: ([x, y], options) => categoricalCrossEntropy(x!, y!, options),
    small: [p, targets],
    large: [likely(3000, 3), likely(3000, 3)],
    expected: [0, 3, 6, 9].map((i) => -(term(i) + term(i + 1) + term(i + 2))),
  });
});

describe("categoricalCrossEntropy", () => {
  test("is crossEntropy of a softmax, with its options", () => {
    const x = randomTensor(4, 3);
    const options = { classWeights: [0.5, 1, 4], labelSmoothing: 0.25, ignoreIndex: 0 };
    const want = crossEntropy(x, labels, options).item();
    expectClose([categoricalCrossEntropy(softmax(x), labels, options).item()], [want], 1e-6);
  });

  test("costs at most 100, with a gradient that is finite, and shows a negative probability", () => {
    const x = variable(tensor([0, 1, 0, 1, -0.5, 1.5], [3, 2]));
    const classes = tensor(Int32Array.of(0, 1, 0));
    expect([...categoricalCrossEntropy(x, classes, { reduction: "none" }).data]).toEqual([100, -0, NaN]);
    const dx = gradients(categoricalCrossEntropy(x, classes, { reduction: "sum" })).get(x)!.data;
    expectClose(dx.slice(0, 4), [-1e12, 0, 0, -1], 1e-6);
  });

  test("says what it expected", () => {
    expect(() => categoricalCrossEntropy(zeros([2, 3]), zeros([2, 2]))).toThrow(ShapeError);
    expect(() => categoricalCrossEntropy(zeros([1, 3]), tensor(Int32Array.of(3))).item()).toThrow(IndexError);
  });
});
