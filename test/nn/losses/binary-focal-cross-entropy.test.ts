import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { binaryCrossEntropyWithLogits, binaryFocalCrossEntropy } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import { expectClose } from "../../helpers/close.ts";
import { lossContract, ofPairs } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const answers = (...shape: [number, number]) =>
  tensor(
    Int32Array.from({ length: shape[0] * shape[1] }, (_, i) => Number(i % 3 === 0)),
    shape,
  );
const small = [randomTensor(3, 4), answers(3, 4)];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe.each([
  { gamma: 2, alpha: null },
  { gamma: 0.5, alpha: 0.25 },
])("binaryFocalCrossEntropy, %o", (how) => {
  const { gamma, alpha } = how;
  const focal = (x: number, t: number) => {
    const p = sigmoid(t === 1 ? x : -x);
    return (alpha === null ? 1 : t === 1 ? alpha : 1 - alpha) * (1 - p) ** gamma * -Math.log(p);
  };
  lossContract({
    name: "binaryFocalCrossEntropy",
    loss: ([x, t], options) => binaryFocalCrossEntropy(x!, t!, { ...how, ...options }),
    small,
    large: [randomTensor(120, 100), answers(120, 100)],
    expected: ofPairs(focal, small),
  });
});

describe("binaryFocalCrossEntropy", () => {
  test("looks away from what is right, for logits of any size", () => {
    const x = variable(tensor([1e4, -1e4, 1e4, -1e4, 10, NaN]));
    const t = tensor([1, 1, 0, 0, 1, 1]);
    const p = sigmoid(10);
    const losses = binaryFocalCrossEntropy(x, t, { reduction: "none" }).data;
    expectClose(losses, [0, 1e4, 1e4, 0, (1 - p) ** 2 * -Math.log(p), NaN], 1e-6);
    const dx = gradients(binaryFocalCrossEntropy(x, t, { reduction: "sum" })).get(x)!.data;
    expectClose(dx.slice(0, 4), [0, -1, 1, 0], 1e-6);
  });

  test("is the cross entropy for a gamma of 0", () => {
    const [x, t] = small as [never, never];
    expectClose(
      [binaryFocalCrossEntropy(x, t, { gamma: 0 }).item()],
      [binaryCrossEntropyWithLogits(x, t).item()],
      1e-6,
    );
  });

  test("says what it expected", () => {
    expect(() => binaryFocalCrossEntropy(zeros([2]), zeros([1]))).toThrow(ShapeError);
    expect(() => binaryFocalCrossEntropy(zeros([2]), zeros([2]), { gamma: -1 })).toThrow(ValueError);
    expect(() => binaryFocalCrossEntropy(zeros([2]), zeros([2]), { alpha: 2 })).toThrow(
      "binaryFocalCrossEntropy: alpha is 2, expected a number from 0 to 1, or null",
    );
  });
});
