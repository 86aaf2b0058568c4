import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError } from "../../../src/base/errors.ts";
import { multiLabelMargin } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const x = randomTensor(3, 4);
const labels = tensor(Int32Array.of(3, 0, -1, 1, -1, 2, 2, 2, 1, 2, 0, 3), [3, 4]);
const cost = (i: number) => {
  const row = [...x.data.slice(4 * i, 4 * i + 4)];
  const all = [...labels.data.slice(4 * i, 4 * i + 4)];
  const own = all.slice(0, all.includes(-1) ? all.indexOf(-1) : 4);
  const pairs = own.flatMap((l) => row.map((v, k) => (own.includes(k) ? 0 : Math.max(1 - row[l]! + v, 0))));
  return pairs.reduce((sum, v) => sum + v, 0) / 4;
};

describe("multiLabelMargin", () => {
  lossContract({
    name: "multiLabelMargin",
    loss: ([v, y], options) => multiLabelMargin(v!, y!, options),
    small: [x, labels],
    large: [
      randomTensor(600, 5),
      tensor(
        Int32Array.from({ length: 3000 }, (_, i) => (i % 5 < 2 ? (i * 7) % 5 : -1)),
        [600, 5],
      ),
    ],
    expected: [0, 1, 2].map(cost),
  });

  test("says what it expected", () => {
    expect(() => multiLabelMargin(x, zeros([3, 4]))).toThrow(DTypeError);
    expect(() => multiLabelMargin(x, zeros([3], "int32"))).toThrow(ShapeError);
    expect(() => multiLabelMargin(zeros([1, 2]), tensor(Int32Array.of(2, -1), [1, 2])).item()).toThrow(IndexError);
  });
});
