import { expect, test } from "vitest";
import { Softmax } from "../../../src/nn/index.ts";
import { softmax } from "../../../src/ops/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("Softmax", { make: () => new Softmax(), input: [3, 2, 5], output: [3, 2, 5] });
layerContract("Softmax of another axis", { make: () => new Softmax(1), input: [3, 4, 5], output: [3, 4, 5] });

test("Softmax is softmax along its axis", () => {
  const x = randomTensor(2, 3, 4);
  expect(new Softmax().forward(x).data).toEqual(softmax(x, -1).data);
  expect(new Softmax(1).forward(x).data).toEqual(softmax(x, 1).data);
  expect(() => new Softmax(0.5)).toThrow("Softmax: axis is 0.5, expected a whole number");
  expect(() => new Softmax(3).forward(x)).toThrow("softmax: axis is 3, expected a whole number from -3 to 2");
});
