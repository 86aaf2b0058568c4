import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { poissonNegativeLogLikelihood } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { noise } from "../../helpers/random.ts";

const rates = (...shape: [number, number]) =>
  tensor(
    Float32Array.from({ length: shape[0] * shape[1] }, () => 1.5 + noise()),
    shape,
  );
const small = [rates(3, 4), rates(3, 4)];
const { exp, log, PI } = Math;
const stirling = (t: number) => (t > 1 ? t * log(t) - t + 0.5 * log(2 * PI * t) : 0);

describe.each([
  { logInput: true, full: false },
  { logInput: true, full: true },
  { logInput: false, full: false },
  { logInput: false, full: true },
])("poissonNegativeLogLikelihood, %o", (how) => {
  const { logInput, full } = how;
  const loss = (x: number, t: number) => (logInput ? exp(x) - t * x : x - t * log(x)) + (full ? stirling(t) : 0);
  lossContract({
    name: "poissonNegativeLogLikelihood",
    loss: ([x, t], options) => poissonNegativeLogLikelihood(x!, t!, { ...how, ...options }),
    small,
    large: [rates(120, 100), rates(120, 100)],
    expected: ofPairs(loss, small),
  });
});

describe("poissonNegativeLogLikelihood", () => {
  const none = { reduction: "none" } as const;

  test("takes the logarithm of a rate of 0 with epsilon, and counts as int32", () => {
    const [x, t] = [tensor([0, 0, NaN]), tensor(Int32Array.of(0, 2, 1))];
    const losses = poissonNegativeLogLikelihood(x, t, { ...none, logInput: false });
    expectClose(losses.data, [0, 16 * Math.LN10, NaN], 1e-6);
    expect([...poissonNegativeLogLikelihood(tensor([-1e4, 1e4]), zeros([2]), none).data]).toEqual([0, Infinity]);
  });

  test("says what it expected", () => {
    expect(() => poissonNegativeLogLikelihood(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => poissonNegativeLogLikelihood(zeros([2]), zeros([2]), { epsilon: -1 })).toThrow(ValueError);
  });
});
