import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/base/errors.ts";
import { parseRecord } from "../../src/cli/run-record.ts";

const OUTPUTS = "0123456789abcdef".repeat(4);
const RECORD = {
  data: "digits",
  folder: null,
  configuration: { hidden: [128], validation: null, seed: 7 },
  test: { outputs: OUTPUTS },
  environment: { simd: "plain" },
};

describe("parseRecord", () => {
  test("reads what proving the model again needs", () => {
    const wanted = { data: "digits", folder: null, validation: null, seed: 7, outputs: OUTPUTS, simd: "plain" };
    expect(parseRecord(JSON.stringify({ ...RECORD, history: [] }))).toEqual(wanted);
    const other = { ...RECORD, data: "/a/b.csv", folder: "/c", configuration: { validation: 0.25, seed: 0 } };
    expect(parseRecord(JSON.stringify(other))).toEqual({
      ...wanted,
      data: "/a/b.csv",
      folder: "/c",
      validation: 0.25,
      seed: 0,
    });
  });

  test.each(["", "null", "7", "[]", "{}", JSON.stringify(RECORD).slice(0, -1)])("refuses %s", (text) => {
    expect(() => parseRecord(text)).toThrow(FormatError);
    expect(() => parseRecord(text)).toThrow("history.json is not the one that train wrote, or is cut off");
  });

  test.each([
    { data: 7 },
    { folder: 7 },
    { configuration: null },
    { configuration: { validation: null, seed: -1 } },
    { configuration: { validation: null, seed: 1e99 } },
    { configuration: { validation: null, seed: "7" } },
    { configuration: { seed: 7 } },
    { configuration: { validation: 1, seed: 7 } },
    { configuration: { validation: "0.2", seed: 7 } },
    { test: { outputs: [OUTPUTS] } },
    { test: { outputs: `${OUTPUTS}0` } },
    { environment: {} },
  ])("refuses one with %j", (change) => {
    expect(() => parseRecord(JSON.stringify({ ...RECORD, ...change }))).toThrow(FormatError);
  });
});
