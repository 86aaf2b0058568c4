import { expect, test } from "vitest";
import { LogSigmoid } from "../../../src/nn/index.ts";
import { logSigmoid } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("LogSigmoid", { make: () => new LogSigmoid(), input: [3, 2, 5], output: [3, 2, 5] });

test("LogSigmoid is logSigmoid", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new LogSigmoid().forward(x).data).toEqual(logSigmoid(x).data);
});
