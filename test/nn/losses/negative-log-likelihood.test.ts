import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError } from "../../../src/base/errors.ts";
import { negativeLogLikelihood } from "../../../src/nn/index.ts";
import { permute } from "../../../src/ops/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const many = (n: number, classes: number, ...shape: number[]) =>
  tensor(
    Int32Array.from({ length: n }, (_, i) => (i * 7) % classes),
    shape,
  );
const small = [randomTensor(4, 3), tensor(Int32Array.of(2, 0, 1, 2))];
const x = small[0]!.data;
const classWeights = [0.5, 1, 4];
const places = [2, 3, 7, 11];

describe("negativeLogLikelihood", () => {
  lossContract({
    name: "negativeLogLikelihood",
    loss: ([v, y], options) => negativeLogLikelihood(v!, y!, options),
    small,
    large: [randomTensor(3000, 5), many(3000, 5, 3000)],
    expected: places.map((i) => -x[i]!),
  });
});

describe("negativeLogLikelihood with class weights and an ignored label", () => {
  lossContract({
    name: "negativeLogLikelihood",
    loss: ([v, y], options) => negativeLogLikelihood(v!, y!, { classWeights, ignoreIndex: 1, ...options }),
    small,
    large: [randomTensor(3000, 3), many(3000, 3, 3000)],
    expected: [-4 * x[2]!, -0.5 * x[3]!, 0, -4 * x[11]!],
    weights: [4, 0.5, 0, 4],
  });
});

describe("negativeLogLikelihood of images", () => {
  const labels = many(8, 3, 2, 2, 2);
  const rows = randomTensor(2, 2, 2, 3);
  lossContract({
    name: "negativeLogLikelihood",
    loss: ([v, y], options) => negativeLogLikelihood(v!, y!, { axis: 1, ...options }),
    small: [permute(rows, [0, 3, 1, 2]), labels],
    large: [randomTensor(2, 5, 40, 40), many(3200, 5, 2, 40, 40)],
    expected: Array.from(labels.data, (label, i) => -rows.data[3 * i + label]!),
  });
});

describe("negativeLogLikelihood", () => {
  test("is NaN where no sample counts", () => {
    expect(negativeLogLikelihood(zeros([2, 3]), zeros([2], "int32"), { ignoreIndex: 0 }).item()).toBeNaN();
  });

  test("leaves out samples of a weight of 0, and counts those of 2 twice", () => {
    const labels = tensor(Int32Array.of(0, 1, 1, 1));
    const twice = tensor([[-1, -5], [-1, -2], [-1, -2], [-9, -9]]); // prettier-ignore
    const once = tensor([[-1, -5], [-1, -2], [-9, -9]]); // prettier-ignore
    const mean = negativeLogLikelihood(twice, labels, { sampleWeights: tensor([1, 1, 1, 0]) }).item();
    const sampleWeights = tensor([1, 2, 0]);
    expect(negativeLogLikelihood(once, tensor(Int32Array.of(0, 1, 1)), { sampleWeights }).item()).toBeCloseTo(mean, 6);
    expect(mean).toBeCloseTo(5 / 3, 6);
  });

  test("says what it expected", () => {
    const labels = tensor(Int32Array.of(0, 3));
    expect(() => negativeLogLikelihood(zeros([2, 3]), zeros([2]))).toThrow(DTypeError);
    expect(() => negativeLogLikelihood(zeros([3, 3]), labels)).toThrow(ShapeError);
    expect(() => negativeLogLikelihood(zeros([2, 0]), labels)).toThrow(ShapeError);
    expect(() => negativeLogLikelihood(zeros([2, 3]), labels).item()).toThrow(IndexError);
    expect(() => negativeLogLikelihood(zeros([2, 3]), labels, { classWeights: [1, 2] })).toThrow(
      "negativeLogLikelihood: classWeights is [2], expected [V=3]",
    );
  });
});
