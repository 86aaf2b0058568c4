import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { hingeEmbedding } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const signs = (...shape: [number, number]) =>
  tensor(
    Int32Array.from({ length: shape[0] * shape[1] }, (_, i) => (i % 3 === 0 ? -1 : 1)),
    shape,
  );
const small = [randomTensor(3, 4), signs(3, 4)];

describe("hingeEmbedding", () => {
  lossContract({
    name: "hingeEmbedding",
    loss: ([x, t], options) => hingeEmbedding(x!, t!, { margin: 0.3, ...options }),
    small,
    large: [randomTensor(120, 100), signs(120, 100)],
    expected: ofPairs((x, t) => (t === 1 ? x : Math.max(0.3 - x, 0)), small),
  });

  test("pulls what is alike together, and pushes what is not apart as far as the margin", () => {
    const x = variable(tensor([0.5, 0.25, 3, 1e4, 0.25, NaN]));
    const t = tensor([1, -1, -1, 1, 0, -1]);
    expect([...hingeEmbedding(x, t, { reduction: "none" }).data]).toEqual([0.5, 0.75, 0, 1e4, 1, NaN]);
    const dx = gradients(hingeEmbedding(x, t, { reduction: "sum" })).get(x)!.data;
    expect([...dx.slice(0, 5)]).toEqual([1, -1, 0, 1, 0]);
  });

  test("says what it expected", () => {
    expect(() => hingeEmbedding(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => hingeEmbedding(zeros([2]), zeros([2]), { margin: NaN })).toThrow(ValueError);
  });
});
