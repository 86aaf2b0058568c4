import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/base/errors.ts";
import { parseRecord } from "../../src/cli/run-record.ts";

const LOGITS = "0123456789abcdef".repeat(4);
const RECORD = {
  data: "digits",
  configuration: { hidden: 128, seed: 7 },
  test: { logits: LOGITS },
  environment: { simd: "plain" },
};

describe("parseRecord", () => {
  test("reads what loading the model again needs", () => {
    const wanted = { hidden: 128, seed: 7, logits: LOGITS, simd: "plain" };
    expect(parseRecord(JSON.stringify({ ...RECORD, history: [] }))).toEqual(wanted);
  });

  test.each(["", JSON.stringify(RECORD).slice(0, -1)])("refuses what is not JSON: %s", (text) => {
    expect(() => parseRecord(text)).toThrow(FormatError);
    expect(() => parseRecord(text)).toThrow("history.json is not JSON");
  });

  test.each([
    null,
    7,
    [],
    {},
    { ...RECORD, data: "cats" },
    { ...RECORD, configuration: null },
    { ...RECORD, configuration: { hidden: 1e99, seed: 7 } },
    { ...RECORD, configuration: { hidden: 1.5, seed: 7 } },
    { ...RECORD, configuration: { hidden: 128, seed: -1 } },
    { ...RECORD, configuration: { hidden: "128", seed: 7 } },
    { ...RECORD, test: { logits: [LOGITS] } },
    { ...RECORD, test: { logits: `${LOGITS}0` } },
    { ...RECORD, environment: {} },
  ])("refuses %j", (record) => {
    expect(() => parseRecord(JSON.stringify(record))).toThrow(FormatError);
    expect(() => parseRecord(JSON.stringify(record))).toThrow("history.json is incomplete");
  });
});
