// Files that nobody means well with, or that are no CSV files at all: an error of ours, soon, or a table.

import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/base/errors.ts";
import { RandomStream } from "../../src/base/philox.ts";
import { Preprocessor, readCsv } from "../../src/csv/index.ts";
import { collect } from "../../src/data/collect.ts";

const random = new RandomStream(11);

/** Pieces of one text, again and again. */
async function* endless(piece: string, limit: number, given: { count: number }): AsyncGenerator<string> {
  for (; given.count < limit; given.count++) yield piece;
}

describe("hostile files", () => {
  test("random bytes, and random signs of the format, are a table or a FormatError", async () => {
    const signs = ['"', '""', ",", ";", "\n", "\r\n", "\r", "a", "b", "1", "-2.5", " ", "\t", "é"];
    let tables = 0;
    for (let i = 0; i < 600; i++) {
      const length = random.integer(80);
      const bytes = Uint8Array.from({ length }, () => random.integer(256));
      const text = Array.from({ length }, () => signs[random.integer(signs.length)]!).join("");
      for (const source of [new Blob([bytes]), text, `a,b\n${text}`]) {
        const result = await readCsv(source).catch((error: unknown) => error);
        if (!(result instanceof FormatError)) {
          expect(result).toMatchObject({ columns: expect.any(Array) as unknown });
          tables++;
        }
      }
    }
    expect(tables).toBeGreaterThan(10);
  });

  test.each([
    ["NUL", "a,b\n1,x\n2,\0\n", "row 3, column 2 holds the character NUL"],
    [
      "bytes that are not UTF-8",
      Uint8Array.of(97, 10, 49, 10, 0xff, 10),
      "row 3, column 1 holds bytes that are not UTF-8",
    ],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 97, 0, 10, 0, 49, 0, 10, 0), "row 1, column 1 holds the character NUL"],
    [
      "a character that is cut off",
      Uint8Array.of(97, 10, 120, 0xe2, 0x82),
      "row 2, column 1 holds bytes that are not UTF-8",
    ],
    [
      "a PNG",
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0),
      "row 1, column 1 holds bytes that are not UTF-8",
    ],
  ])("%s is found", async (_, content, message) => {
    const source = typeof content === "string" ? content : new Blob([content]);
    await expect(readCsv(source)).rejects.toThrow(
      `readCsv: ${message}, expected text; is it a CSV file, saved as UTF-8?`,
    );
  });

  test("characters that are no text are found across pieces", async () => {
    const source = (async function* () {
      yield `a\n${"1\n".repeat(50_000)}`;
      yield Uint8Array.of(50, 0xe2);
      yield Uint8Array.of(50, 10);
    })();
    await expect(readCsv(source)).rejects.toThrow("readCsv: row 50002, column 1 holds bytes that are not UTF-8");
  });

  test("100,000 columns are read, learned and encoded", async () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `column ${i}`);
    const table = await readCsv(`${names.join(",")}\n${names.map((_, i) => i).join(",")}\n`);
    expect(table.columns.length).toBe(100_000);
    expect(table.column("column 77777")).toEqual({ kind: "number", values: Float64Array.of(77_777) });
    const preprocessor = new Preprocessor({ target: null, scale: "none", missing: "median" }).fit(table);
    const samples = collect(Preprocessor.fromMetadata(preprocessor.metadata())!.transform(table));
    expect(samples.x.data).toEqual(Float32Array.from(names, (_, i) => i));
  });

  test("a line, or a quote, without end is given up after 4 million characters", async () => {
    for (const [start, row] of [
      ["a,b\n1,", 2],
      ['a,b\n1,x\n2,"', 3],
    ] as const) {
      const given = { count: 0 };
      const source = (async function* () {
        yield start;
        yield* endless(
          "x,\n"
            .slice(0, row)
            .repeat(20_000)
            .replaceAll("\n", row === 2 ? "" : "\n"),
          10_000,
          given,
        );
      })();
      await expect(readCsv(source)).rejects.toThrow(
        `readCsv: row ${row} is longer than 4194304 characters; is a quote not closed?`,
      );
      expect(given.count).toBeLessThan(300);
    }
  });

  test("a cell full of wrong quotes is given up at once", async () => {
    const given = { count: 0 };
    const source = (async function* () {
      yield 'a,b\n1,"';
      yield* endless(' x"y'.repeat(10_000), 1000, given);
    })();
    await expect(readCsv(source)).rejects.toThrow(
      "readCsv: row 2 has a quote within a quoted cell, expected it doubled",
    );
    expect(given.count).toBeLessThan(5);
  });

  test("names in errors are escaped and of bounded length", async () => {
    const error: unknown = await readCsv(`"a\n\u001b[31m${"x".repeat(1e5)}"\n1\n${"y".repeat(1e5)}\n`).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toMatch(/column "a\\n\\u001b\[31mx+…" is "y+…", expected a number/);
    expect((error as Error).message.length).toBeLessThan(400);
  });
});
