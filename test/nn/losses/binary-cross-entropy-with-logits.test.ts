import { describe, expect, test } from "vitest";
import { gradcheck } from "../../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { binaryCrossEntropyWithLogits } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectClose, expectUlps } from "../../helpers/close.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const small = [randomTensor(3, 4), tensor(randomTensor(3, 4).data.map(Math.abs), [3, 4])];
const large = [randomTensor(120, 100), randomTensor(120, 100)];

describe.each([1, 2.5, tensor([0.5, 1, 2, 3])])(
  "binaryCrossEntropyWithLogits, positive weight %o",
  (positiveWeight) => {
    const isNumber = typeof positiveWeight === "number";
    const weight = (i: number) => (isNumber ? positiveWeight : positiveWeight.data[i % 4]!);
    let i = 0;
    lossContract({
      name: "binaryCrossEntropyWithLogits",
      loss: ([x, t], options) => binaryCrossEntropyWithLogits(x!, t!, { positiveWeight, ...options }),
      small,
      large: isNumber ? large : large.map((x) => x.view([3000, 4])),
      expected: ofPairs((x, t) => weight(i++) * t * softplus(-x) + (1 - t) * softplus(x), small),
    });
  },
);

describe("binaryCrossEntropyWithLogits", () => {
  test("is exact for logits of any size", () => {
    const x = variable(tensor([1e4, 1e4, -1e4, -1e4, -20, 20, NaN]));
    const t = tensor([1, 0, 1, 0, 0, 1, 0]);
    const losses = binaryCrossEntropyWithLogits(x, t, { reduction: "none" }).data as Float32Array;
    const little = Math.log1p(Math.exp(-20));
    expectUlps(losses, Float64Array.of(0, 1e4, 1e4, 0, little, little, NaN), 4);
    const dx = gradients(binaryCrossEntropyWithLogits(x, t, { reduction: "sum" })).get(x)!.data as Float32Array;
    const slope = 1 / (1 + Math.exp(20));
    expectUlps(dx.slice(1, 6), Float64Array.of(1, -1, 0, slope, -slope), 4);
    expect(Math.abs(dx[0]!)).toBe(0);
    expect(dx[6]).toBeNaN();
  });

  test("weighs a class by a tensor as by a number, with a gradient of the weight", () => {
    const [x, t] = small as [never, never];
    const one = binaryCrossEntropyWithLogits(x, t, { positiveWeight: 2.5 }).item();
    expectClose([binaryCrossEntropyWithLogits(x, t, { positiveWeight: tensor([2.5]) }).item()], [one], 1e-6);
    gradcheck(
      (positiveWeight) => binaryCrossEntropyWithLogits(x, t, { positiveWeight: positiveWeight! }),
      [tensor([0.5, 1, 2, 3])],
    );
  });

  test("says what it expected", () => {
    const x = zeros([2]);
    expect(() => binaryCrossEntropyWithLogits(x, zeros([1]))).toThrow(ShapeError);
    expect(() => binaryCrossEntropyWithLogits(x, x, { positiveWeight: zeros([3]) })).toThrow(ShapeError);
    expect(() => binaryCrossEntropyWithLogits(zeros([2], "int32"), x)).toThrow(DTypeError);
    expect(() => binaryCrossEntropyWithLogits(x, x, { positiveWeight: NaN })).toThrow(ValueError);
    expect(() => binaryCrossEntropyWithLogits(x, x, { positiveWeight: NaN })).toThrow(
      "binaryCrossEntropyWithLogits: positiveWeight is NaN, expected a finite number, or a tensor",
    );
  });
});
