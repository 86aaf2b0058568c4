import { describe, expect, test } from "vitest";
import { type CsvOptions, readCsv, type Table } from "wasmgrad/csv";

/** Every cell as the file has it: numbers, texts, and null where empty. */
function cellsOf(table: Table): Record<string, (number | string | null)[]> {
  return Object.fromEntries(
    table.columns.map(({ name }) => {
      const cells = table.column(name);
      if (cells.kind === "number") return [name, Array.from(cells.values, (v) => (Number.isNaN(v) ? null : v))];
      return [name, Array.from(cells.codes, (code) => cells.values[code] ?? null)];
    }),
  );
}

async function cells(text: string, options?: CsvOptions): Promise<Record<string, (number | string | null)[]>> {
  return cellsOf(await readCsv(text, options));
}

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

  test("hold what types say", async () => {
    expect(await cells("zip,n\n01234,NA\nA1,\n", { types: { zip: "text", n: "number" } })).toEqual({
      zip: ["01234", "A1"],
      n: [null, null],
    });
    const types = { a: "number" } as const;
    await expect(readCsv("a\nx\n", { types })).rejects.toThrow(/^readCsv: row 2, column "a" is "x", expected a number/);
  });

  test("can be ignored, whatever they hold", async () => {
    const table = await readCsv("a,day,b\n1,2024-05-01,x\n2,x,y\n", { ignore: ["day"] });
    expect(cellsOf(table)).toEqual({ a: [1, 2], b: ["x", "y"] });
    expect(table.ignored).toEqual(["day"]);
  });

  test("without any cell are of numbers", async () => {
    expect(await cells("a,b\n1,\n2,NaN\n")).toEqual({ a: [1, 2], b: [null, null] });
  });

  test("keep names such as __proto__", async () => {
    const table = await readCsv("__proto__,constructor\n1,x\n", { ignore: ["constructor"] });
    expect(table.columns).toEqual([{ name: "__proto__", kind: "number" }]);
  });

  test("empty cells are what empty says", async () => {
    expect(await cells("a,b\n?,NA\n1,?\n", { empty: ["?"] })).toEqual({ a: [null, 1], b: ["NA", null] });
    expect(await cells("a,b\nNA,N/A\nn/a,NaN\nnan,null\nNULL, \n")).toEqual({
      a: Array(4).fill(null),
      b: Array(4).fill(null),
    });
  });

  test("of numbers refuse text, and those of text refuse numbers unless they were declared", async () => {
    await expect(readCsv("a,b\n1,x\n\n2,y\nthree,z\n")).rejects.toThrow(
      'readCsv: row 5, column "a" is "three", expected a number like the rest of the column; mend the cell, ignore the column, or declare its type as text',
    );
    await expect(readCsv('a\n1\n"1,000"\n')).rejects.toThrow(/row 3, column "a" is "1,000", expected a number/);
    await expect(readCsv("a,b\n1,?\n2,NA\n3,\n4,0.5\n")).rejects.toThrow(
      'readCsv: row 5, column "b" is "0.5", expected text like "?" before it; mend the cells, ignore the column, or declare its type as text',
    );
    expect(await cells("a\nx\n1\n", { types: { a: "text" } })).toEqual({ a: ["x", "1"] });
    expect(await cells("a\nx\n1\n", { schema: { types: { a: "text" }, ignore: [] } })).toEqual({ a: ["x", "1"] });
  });

  test("hold numbers in decimal syntax", async () => {
    const numbers = { 7: 7, "-0.5": -0.5, "+3": 3, "1.": 1, ".5": 0.5, "1e5": 1e5, "2E-3": 0.002, "007": 7 };
    const text = Object.keys(numbers).join("\n");
    expect(await cells(`a\n${text}`)).toEqual({ a: Object.values(numbers) });
    for (const other of ["0x10", "0b1", "0o7", "1_000", "1e", "e5", ".", "-", "1 000", "5%", "Infinity", "-inf"]) {
      expect(await cells(`a\n${other}`)).toEqual({ a: [other] });
    }
    for (const list of ["1,2,3", "3,", "x,5"]) expect(await cells(`a;b\n${list};1\n`)).toEqual({ a: [list], b: [1] });
  });

  test.each(["12,5", "-0,5", "1,000", "1,234,567.8", "1.234,5"])("refuse %s unless it was declared", async (number) => {
    const text = `a;b\n1;"${number}"\n`;
    await expect(readCsv(text)).rejects.toThrow(
      `readCsv: row 2, column "b" is "${number}", a number with a comma, expected one with a decimal point or none; write 12.5 for 12,5 and 1000 for 1,000, ignore the column, or declare its type as text`,
    );
    expect(await cells(text, { types: { b: "text" } })).toEqual({ a: [1], b: [number] });
  });

  test("hold no infinite numbers", async () => {
    await expect(readCsv("a\n1\n1e999\n")).rejects.toThrow(
      'row 3, column "a" is "1e999", expected a number of at most 1.8e308',
    );
    await expect(readCsv("a\n1\nInfinity\n")).rejects.toThrow(/"Infinity", expected a number like/);
  });

  test.each([
    "2024-05-01",
    "2024-05-01T10:11:12.5Z",
    "1/5/2024",
    "05-01-24",
    "1.5.2024",
    "2024/5/1 10:11",
    "10:11:12",
    "1 May 2024",
    "May 1, 2024",
    "1-Jan-99 3:04 PM",
  ])("refuse %s", async (date) => {
    await expect(readCsv(`day,a\n"${date}",1\n`)).rejects.toThrow(
      `readCsv: row 2, column "day" is "${date}", a date or time, expected a number or text; make it a number first (such as days), ignore the column, or declare its type as text`,
    );
    expect(await cells(`day\n"${date}"\n`, { types: { day: "text" } })).toEqual({ day: [date] });
  });

  test.each(["1.2.3", "A-1-2024", "5-6", "2024-05", "Mayor 5", "10:1", "127.0.0.1"])(
    "take %s for text",
    async (text) => {
      expect(await cells(`a\n${text}\n`)).toEqual({ a: [text] });
    },
  );

  test("of identifiers are refused once they would fill the memory", async () => {
    const text = `id\n${Array.from({ length: 65_537 }, (_, i) => `x${i}`).join("\n")}\n`;
    await expect(readCsv(text)).rejects.toThrow(
      'readCsv: row 65538, column "id" is one more of 65536 different texts, expected fewer; it looks like an identifier or free text: ignore the column',
    );
    const long = Array.from({ length: 18 }, (_, i) => `${i}${"x".repeat(1e6)}`).join("\n");
    await expect(readCsv(`a\nx\n${long}\n`)).rejects.toThrow(/row 19, column "a" is one more of 17 different texts/);
  });
});

describe("rows", () => {
  test("are separated and quoted as RFC 4180 says", async () => {
    expect(await cells('a,"b ""c""",d\r\n1,"x, y",\r\n2,"line\r\nbreak",""\r\n3,it\'s 5" ,z')).toEqual({
      a: [1, 2, 3],
      'b "c"': ["x, y", "line\r\nbreak", "it's 5\""],
      d: [null, null, "z"],
    });
  });

  test.each([",", ";", "\t", "|"] as const)("find the delimiter %j", async (delimiter) => {
    const rows = ["name,price,note", 'x,1.5,"a,b;c|d\te"', "y,2,z"];
    const text = rows.map((row) => row.replace(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, delimiter)).join("\n");
    expect(await cells(text)).toEqual({ name: ["x", "y"], price: [1.5, 2], note: ["a,b;c|d\te", "z"] });
    expect(await cells(text, { delimiter })).toEqual(await cells(text));
  });

  test("take a delimiter that is told", async () => {
    expect(await cells("a,b;c\ny,5;x\n", { delimiter: ";" })).toEqual({ "a,b": ["y,5"], c: ["x"] });
  });

  test.each(["\n", "\r\n", "\r"])("may end with %j, and blank ones are skipped", async (end) => {
    expect(await cells(["", "a,b", "1,x", "  ", "", "2,y", "", ""].join(end))).toEqual({ a: [1, 2], b: ["x", "y"] });
  });

  test("may end in different ways", async () => {
    expect(await cells('a,b\r\n1,x\n2,"y"\r\n\r\n3,z')).toEqual({ a: [1, 2, 3], b: ["x", "y", "z"] });
  });

  test("may end where a piece of the text does", async () => {
    const name = "x".repeat(65_533);
    expect(await cells(`${name},b\r\n"y",1\r\n"z",2\r\n`)).toEqual({ [name]: ["y", "z"], b: [1, 2] });
  });

  test("are whole wherever the text is cut to be parsed", async () => {
    const row = '"x""y","1, 2",""""\r\n';
    for (let shift = 0; shift < row.length; shift++) {
      const table = await readCsv(`${"n".repeat(shift + 1)},b,c\n${row.repeat(8000)}`);
      expect(table.length).toBe(8000);
      expect(table.columns.slice(1)).toEqual([
        { name: "b", kind: "text", values: ["1, 2"] },
        { name: "c", kind: "text", values: ['"'] },
      ]);
    }
  });

  test("know where they stood in the file", async () => {
    const table = await readCsv('\na,b\n\n1,"x\ny"\n2,z\n\n\n3,w\n');
    expect([0, 1, 2].map((i) => table.rowOf(i))).toEqual([4, 5, 8]);
  });

  test("must have a cell for each column", async () => {
    await expect(readCsv("a,b\n1,2\n3\n")).rejects.toThrow("readCsv: row 3 has 1 cells, expected 2; is one empty?");
    await expect(readCsv("a,b\n1,2\n\n3,4,5\n")).rejects.toThrow(
      "readCsv: row 4 has 3 cells, expected 2; a cell that holds the delimiter must be quoted",
    );
  });

  test("must end their quotes", async () => {
    await expect(readCsv('a,b\n1,x\n2,"y\n3,z\n')).rejects.toThrow("readCsv: row 3 has a quote that is never closed");
    await expect(readCsv('a,b\n1,"x"y"\n')).rejects.toThrow(
      "readCsv: row 2 has a quote within a quoted cell, expected it doubled",
    );
  });
});

describe("the header", () => {
  test("may be missing, if names are given", async () => {
    const options = { header: false, names: ["a", "b"] };
    expect(await cells("1,x\n2,y\n", options)).toEqual({ a: [1, 2], b: ["x", "y"] });
    await expect(readCsv("1,x,y\n", options)).rejects.toThrow("readCsv: row 1 has 3 cells, expected 2");
  });

  test("of numbers alone is refused unless it is meant", async () => {
    await expect(readCsv("5.1,3\n4.9,2\n")).rejects.toThrow(
      "readCsv: row 1 holds only numbers, expected the names of the columns; give names and header: false, or header: true",
    );
    expect(await cells("0,1\n4.9,2\n", { header: true })).toEqual({ 0: [4.9], 1: [2] });
  });

  test("must name every column differently", async () => {
    await expect(readCsv("a,,b\n1,2,3\n")).rejects.toThrow(
      "readCsv: row 1: column 2 has no name, expected one in the header",
    );
    await expect(readCsv("a,b, a\n1,2,3\n")).rejects.toThrow(
      'readCsv: row 1: columns 1 and 3 are both named "a", expected different names',
    );
  });

  test("must be there, and rows after it", async () => {
    for (const empty of ["", "\n\n", "\uFEFF"]) {
      await expect(readCsv(empty)).rejects.toThrow("readCsv: the file is empty, expected a header and rows");
    }
    await expect(readCsv("a,b\n\n")).rejects.toThrow(
      "readCsv: the file holds a header and no rows, expected at least one row",
    );
  });
});

describe("options", () => {
  test("must fit", async () => {
    const bad: [CsvOptions, string][] = [
      [{ delimiter: ":" as "," }, 'readCsv: delimiter is ":", expected one of ",", ";", "\\t" and "|"'],
      [{ types: { a: "date" as "text" } }, 'readCsv: types.a is date, expected "number" or "text"'],
      [{ types: { z: "text" } }, 'readCsv: types names the column "z", expected one of "a", "b"'],
      [{ ignore: ["z"] }, 'readCsv: ignore names the column "z", expected one of "a", "b"'],
      [{ ignore: ["a", "b"] }, "readCsv: ignore names every column, expected some left"],
      [{ header: false }, "readCsv: header is false and names are missing, expected header: false with names"],
      [{ names: ["a"] }, "readCsv: header is undefined and names are given, expected header: false with names"],
    ];
    for (const [options, message] of bad) await expect(readCsv("a,b\n1,2\n", options)).rejects.toThrow(message);
  });

  test("schema says what columns are, wherever they are there", async () => {
    const schema = { types: { zip: "text", gone: "number" }, ignore: ["id", "other"] } as const;
    const table = await readCsv("id,zip\n1,2\n", { schema });
    expect(table.columns).toEqual([{ name: "zip", kind: "text", values: ["2"] }]);
  });

  test("signal ends the work, and the source", async () => {
    const stop = new AbortController();
    let isReturned = false;
    const source = (async function* () {
      try {
        yield `a\n${"1\n".repeat(40_000)}`;
        stop.abort(new Error("enough"));
        for (;;) yield "2\n".repeat(40_000);
      } finally {
        isReturned = true;
      }
    })();
    await expect(readCsv(source, { signal: stop.signal })).rejects.toThrow("enough");
    expect(isReturned).toBe(true);
  });
});

describe("sources", () => {
  const text = '\uFEFFname,größe\n"ü\n😀",1\nß,2\n';
  const expected = { name: ["ü\n😀", "ß"], größe: [1, 2] };
  const bytes = new TextEncoder().encode(text);

  test("are texts, blobs, and streams of bytes or text in pieces of any size", async () => {
    const pieces = async function* <T>(
      all: { length: number; slice(from: number, to: number): T },
      size: number,
    ): AsyncGenerator<T> {
      for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
    };
    expect(await cells(text)).toEqual(expected);
    expect(cellsOf(await readCsv(new Blob([bytes])))).toEqual(expected);
    expect(cellsOf(await readCsv(new Blob([bytes]).stream()))).toEqual(expected);
    for (const size of [1, 2, 3, 1000]) {
      expect(cellsOf(await readCsv(pieces(bytes, size)))).toEqual(expected);
      expect(cellsOf(await readCsv(pieces(text, size)))).toEqual(expected);
    }
  });

  test("may begin with a byte order mark and a quote", async () => {
    expect(await cells('\uFEFF"a, b",c\n1,2\n')).toEqual({ "a, b": [1], c: [2] });
  });

  test("are not read ahead of the parser", async () => {
    let given = 0;
    const source = (async function* () {
      yield "a,b\n1,x,y\n";
      for (; given < 100; given++) yield "1,x\n".repeat(20_000);
    })();
    await expect(readCsv(source)).rejects.toThrow("row 2 has 3 cells");
    expect(given).toBeLessThan(3);
  });

  test("that are no text are refused", async () => {
    const numbers = (async function* () {
      yield 5;
    })() as unknown as AsyncIterable<string>;
    await expect(readCsv(numbers)).rejects.toThrow("readCsv: source is or gives number, expected text, bytes");
    await expect(readCsv(null as unknown as string)).rejects.toThrow("readCsv: source is or gives null");
    await expect(readCsv({} as unknown as string)).rejects.toThrow("readCsv: source is or gives object");
  });

  test("of which one fails pass its error on", async () => {
    const source = (async function* () {
      yield "a\n1\n";
      throw new Error("the line is down");
    })();
    await expect(readCsv(source)).rejects.toThrow("the line is down");
  });
});

describe("a closed table", () => {
  test("is not read", async () => {
    const table = await readCsv("a\n1\n");
    table.close();
    expect(() => table.column("a")).toThrow("table: it is closed, expected no reading after close()");
    expect(() => table.column("b")).toThrow('table: there is no column "b", expected one of "a"');
  });
});
