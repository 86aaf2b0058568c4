import { expect, test } from "vitest";
import { Dropout, ReLU, saveModes, Sequential } from "../../src/nn/index.ts";

test("modes come back as they were, module by module", () => {
  using model = new Sequential(new ReLU(), new Sequential(new Dropout()));
  model.at(1).eval();
  model.training = false;
  const modes = () => [...model.namedModules()].map(([, module]) => module.training);
  const before = modes();
  expect(before).toEqual([false, true, false, false]);
  const restore = saveModes(model);
  model.train();
  expect(modes()).toEqual([true, true, true, true]);
  restore();
  expect(modes()).toEqual(before);
});
