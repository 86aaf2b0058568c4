import { describe, expect, test } from "vitest";
import { readCsv } from "wasmgrad/csv";

describe("columns", () => {
  test("hold numbers or texts, as their first cell says", async () => {
    const table = await readCsv("a,b\n1,x\n,y\n-2.5e3,\n+3,x\n.5,NA\n");
    expect(table.length).toBe(5);
    expect(table.columns).toEqual([
      { name: "a", kind: "number" },
      { name: "b", kind: "text", values: ["x", "y"] },
    ]);
    expect(table.column("a")).toEqual({ kind: "number", values: Float64Array.of(1, NaN, -2500, 3, 0.5) });
    expect(table.column("b")).toEqual({ kind: "text", codes: Int32Array.of(0, 1, -1, 0, -1), values: ["x", "y"] });
  });
});
