import { expect, test } from "vitest";
import { GLU } from "../../../src/nn/index.ts";
import { glu } from "../../../src/ops/index.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("GLU", {
  make: () => new GLU(),
  input: [3, 2, 6],
  output: [3, 2, 3],
  refused: { input: [3, 5], message: "glu: x is [3, 5], expected an even size along axis 1" },
});
layerContract("GLU of another axis", { make: () => new GLU(1), input: [3, 4, 5], output: [3, 2, 5] });

test("GLU is glu along its axis", () => {
  const x = randomTensor(2, 4, 6);
  expect(new GLU().forward(x).data).toEqual(glu(x, -1).data);
  expect(new GLU(1).forward(x).data).toEqual(glu(x, 1).data);
  expect(() => new GLU(0.5)).toThrow("GLU: axis is 0.5, expected a whole number");
});
