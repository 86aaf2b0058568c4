import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { EngineError } from "../../src/base/errors.ts";
import * as ops from "../../src/ops/index.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { expectReplays } from "../helpers/replay.ts";
import { CASES } from "./cases/all.ts";
import { rewind } from "./cases/inputs.ts";
import { ofValues } from "./cases/shapes.ts";

afterAll(shutdown);

test("every op has a case", () => {
  expect(Object.keys({ ...CASES, ...ofValues }).sort()).toEqual(Object.keys(ops).sort());
});

test.each(Object.keys(ofValues))("%s refuses to be compiled", (name) => {
  const [f, inputs] = ofValues[name]!;
  const step = compile(f);
  expect(() => step(...inputs)).toThrow(EngineError);
  step.dispose();
});

describe.each([1, 2, 3])("on %i threads, compiled", (threads) => {
  test.each(Object.keys(CASES))("%s gives eager's bits", async (name) => {
    await init({ threads });
    const [f, inputs] = CASES[name]!;
    expectReplays(name, f, inputs, rewind);
  });
});
