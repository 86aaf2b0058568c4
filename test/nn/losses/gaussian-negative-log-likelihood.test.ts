import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { gaussianNegativeLogLikelihood } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { noise, randomTensor } from "../../helpers/random.ts";

const variances = (...shape: number[]) =>
  tensor(
    Float32Array.from({ length: shape.reduce((n, s) => n * s, 1) }, () => 1.5 + noise()),
    shape,
  );

describe.each([[[3, 4]], [[3, 1]], [[3]]])("gaussianNegativeLogLikelihood, variance of shape %o", (shape) => {
  const small = [randomTensor(3, 4), randomTensor(3, 4), variances(...shape)];
  const [x, t, v] = small.map(({ data }) => data) as [Float32Array, Float32Array, Float32Array];
  const of = (i: number) => v[shape[1] === 4 ? i : i >> 2]!;
  lossContract({
    name: "gaussianNegativeLogLikelihood",
    loss: ([a, b, c], options) => gaussianNegativeLogLikelihood(a!, b!, c!, { full: true, ...options }),
    small,
    large: [randomTensor(3, 4000), randomTensor(3, 4000), variances(3, shape[1] === 4 ? 4000 : 1)],
    expected: Array.from(x, (a, i) => 0.5 * (Math.log(2 * Math.PI * of(i)) + (a - t[i]!) ** 2 / of(i))),
  });
});

describe("gaussianNegativeLogLikelihood", () => {
  const none = { reduction: "none" } as const;

  test("holds the variance at epsilon, with a gradient, and shows a negative one", () => {
    const v = variable(tensor([0, 1e-6, 4, -1, NaN]));
    const losses = gaussianNegativeLogLikelihood(zeros([5]), zeros([5]), v, none);
    const least = 0.5 * Math.log(1e-6);
    expectClose(losses.data, [least, least, Math.LN2, NaN, NaN], 1e-6);
    const loss = gaussianNegativeLogLikelihood(zeros([5]), zeros([5]), v, { reduction: "sum", epsilon: 0.5 });
    expectClose(gradients(loss).get(v)!.data, [1, 1, 0.125, NaN, NaN], 1e-6);
  });

  test("says what it expected", () => {
    const x = zeros([2, 3]);
    expect(() => gaussianNegativeLogLikelihood(x, zeros([2]), x)).toThrow(ShapeError);
    expect(() => gaussianNegativeLogLikelihood(x, x, zeros([3]))).toThrow(
      "gaussianNegativeLogLikelihood: variance is [3], expected [2, 3] like the output",
    );
    expect(() => gaussianNegativeLogLikelihood(x, x, zeros([2, 3], "int32"))).toThrow(DTypeError);
    expect(() => gaussianNegativeLogLikelihood(x, x, x, { epsilon: 0 })).toThrow(ValueError);
  });
});
