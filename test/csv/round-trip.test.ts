import { expect, test } from "vitest";
import { RandomStream } from "../../src/base/philox.ts";
import { type Delimiter, formatCsv, readCsv } from "../../src/csv/index.ts";

const random = new RandomStream(5);
const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;

const SIGNS = ["a", "B", "é", "😀", "7", " ", ",", ";", "|", "\t", '"', "\n", "\r\n", "'", "-", "_"];

/** A text that is not taken for a number, nothing, or a date. */
function randomText(): string {
  const text = Array.from({ length: random.integer(6) }, () => pick(SIGNS)).join("");
  return `t${text}t`;
}

function randomNumber(): number {
  const bits = new Uint32Array([random.uint32(), random.uint32()]);
  const any = new Float64Array(bits.buffer)[0]!;
  return pick([
    0,
    -0,
    1,
    -1,
    0.1,
    5e-324,
    1.7976931348623157e308,
    2 ** 53,
    random.normal(),
    Number.isFinite(any) ? any : 2,
  ]);
}

/** Cells as another program might write them: quoted or not, in any syntax of numbers, with any line end. */
function written(rows: readonly (readonly (string | number | null)[])[], delimiter: Delimiter): string {
  const end = pick(["\n", "\r\n"]);
  const lines = rows.map((row) =>
    row
      .map((cell) => {
        const text = cell === null ? pick(["", "NA", " "]) : Object.is(cell, -0) ? "-0" : String(cell);
        const mustQuote = /[,;|\t"\r\n]/.test(text);
        return mustQuote || random.integer(4) === 0
          ? `"${text.replaceAll('"', '""')}"`
          : `${pick(["", " "])}${text}`.trimEnd();
      })
      .join(delimiter),
  );
  return lines.join(pick([end, end + end])) + pick(["", end]);
}

test("random tables are read as they were written, in pieces of any size", async () => {
  for (let run = 0; run < 300; run++) {
    const kinds = Array.from({ length: 2 + random.integer(4) }, () => pick(["number", "text"] as const));
    const names = kinds.map((_, i) => `${randomText()}${i}`);
    const rows = Array.from({ length: 1 + random.integer(30) }, (_, i) =>
      kinds.map((kind) =>
        i > 0 && random.integer(6) === 0 ? null : kind === "number" ? randomNumber() : randomText(),
      ),
    );
    const delimiter = pick([",", ";", "\t", "|"] as const);
    const text = written([names, ...rows], delimiter);
    const size = 1 + random.integer(100);
    const pieces = (async function* () {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
    })();
    const table = await readCsv(pieces, { delimiter });
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual(names.map((name, i) => [name, kinds[i]]));
    names.forEach((name, j) => {
      const cells = table.column(name);
      const found =
        cells.kind === "number"
          ? Array.from(cells.values, (v) => (Number.isNaN(v) ? null : v))
          : Array.from(cells.codes, (code) => cells.values[code] ?? null);
      expect(found, text).toEqual(rows.map((row) => row[j]));
    });
  }
});

test("formatCsv writes what readCsv reads", async () => {
  expect(formatCsv([])).toBe("");
  expect(
    formatCsv([
      ["a", "b"],
      ['x, "y"\nz', -1.5e-7],
    ]),
  ).toBe('a,b\n"x, ""y""\nz",-1.5e-7\n');
  for (let run = 0; run < 50; run++) {
    const rows = Array.from({ length: 1 + random.integer(9) }, () => [randomText(), randomNumber() + 0]);
    const table = await readCsv(formatCsv([["a", "b"], ...rows]), { delimiter: "," });
    const [a, b] = [table.column("a"), table.column("b")];
    if (a.kind !== "text" || b.kind !== "number") throw new Error("the columns are of other kinds");
    expect(Array.from(a.codes, (code, i) => [a.values[code], b.values[i]])).toEqual(rows);
  }
});
