import { expect, test } from "vitest";
import { ReLU6 } from "../../../src/nn/index.ts";
import { relu6 } from "../../../src/ops/index.ts";
import { tensor } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";

layerContract("ReLU6", { make: () => new ReLU6(), input: [3, 2, 5], output: [3, 2, 5] });

test("ReLU6 is relu6", () => {
  const x = tensor([-4, -1, -0.5, 0, 0.5, 1, 7]);
  expect(new ReLU6().forward(x).data).toEqual(relu6(x).data);
});
