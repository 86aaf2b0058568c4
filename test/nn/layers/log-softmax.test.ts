import { expect, test } from "vitest";
import { LogSoftmax } from "../../../src/nn/index.ts";
import { logSoftmax } from "../../../src/ops/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("LogSoftmax", { make: () => new LogSoftmax(), input: [3, 2, 5], output: [3, 2, 5] });
layerContract("LogSoftmax of another axis", { make: () => new LogSoftmax(1), input: [3, 4, 5], output: [3, 4, 5] });

test("LogSoftmax is logSoftmax along its axis", () => {
  const x = randomTensor(2, 3, 4);
  expect(new LogSoftmax().forward(x).data).toEqual(logSoftmax(x, -1).data);
  expect(new LogSoftmax(1).forward(x).data).toEqual(logSoftmax(x, 1).data);
  expect(() => new LogSoftmax(0.5)).toThrow("LogSoftmax: axis is 0.5, expected a whole number");
  expect(() => new LogSoftmax(3).forward(x)).toThrow("logSoftmax: axis is 3, expected a whole number from -3 to 2");
});
