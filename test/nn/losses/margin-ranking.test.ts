import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { marginRanking } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(3, 4), randomTensor(3, 4), randomTensor(3, 4)];
const [a, b, t] = small.map((x) => x.data) as [Float32Array, Float32Array, Float32Array];

describe("marginRanking", () => {
  lossContract({
    name: "marginRanking",
    loss: ([x, y, target], options) => marginRanking(x!, y!, target!, { margin: 0.25, ...options }),
    small,
    large: [randomTensor(120, 100), randomTensor(120, 100), randomTensor(120, 100)],
    expected: Array.from(a, (v, i) => Math.max(0.25 - t[i]! * (v - b[i]!), 0)),
  });

  test("wants no distance by default, by hand", () => {
    const x = variable(tensor([2, 1, 3]));
    const losses = marginRanking(x, tensor([1, 2, 1]), tensor(Int32Array.of(1, 1, -1)), { reduction: "none" });
    expect([...losses.data]).toEqual([0, 1, 2]);
    const loss = marginRanking(x, tensor([1, 2, 1]), tensor(Int32Array.of(1, 1, -1)), { reduction: "sum" });
    expect([...gradients(loss).get(x)!.data]).toEqual([0, -1, 1]);
  });

  test("says what it expected", () => {
    expect(() => marginRanking(zeros([2]), zeros([1]), zeros([2]))).toThrow(ShapeError);
    expect(() => marginRanking(zeros([2]), zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => marginRanking(zeros([2]), zeros([2]), zeros([2]), { margin: Infinity })).toThrow(ValueError);
  });
});
