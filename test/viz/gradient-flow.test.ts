import { expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { Linear } from "../../src/nn/index.ts";
import { sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { gradientFlow } from "../../src/viz/index.ts";

test("has mean and largest magnitude of the gradients that there are", () => {
  scope(() => {
    using layer = new Linear(2, 2);
    // The gradient of each row of weights is the sum of the inputs: −3 and 1.
    const loss = () =>
      sum(
        layer.forward(
          tensor([
            [-1, 0],
            [-2, 1],
          ]),
        ),
      );
    expect(gradientFlow(layer, gradients(loss()))).toEqual([
      { name: "weight", mean: 2, max: 3 },
      { name: "bias", mean: 2, max: 2 },
    ]);
    expect(gradientFlow(layer, gradients(loss(), { of: [layer.weight] })).map(({ name }) => name)).toEqual(["weight"]);
    const broken = new Map([[layer.weight, tensor([NaN, 1])]]);
    expect(gradientFlow(layer, broken)).toEqual([{ name: "weight", mean: NaN, max: NaN }]);
    expect(() => gradientFlow(layer, new Map())).toThrow(ValueError);
  });
});
