import { FormatError, ValueError } from "../base/errors.ts";
import { quoted } from "../io/scanner.ts";
import { type CellKind, hasComma, isDate, numberOf } from "./cells.ts";
import type { RowStore, StoreFactory } from "./row-store.ts";
import { listed, Table, type TableColumn } from "./table.ts";

/** What is known about columns before their cells are seen. */
export interface ColumnPlan {
  readonly ignore: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, CellKind>;
  readonly empty: ReadonlySet<string>;
}

/** Numbers gathered before a store gets them. */
const BLOCK = 65_536;
/** Most different texts in a column, and most characters of them all: they rest in memory. */
const MOST_TEXTS = 65_536;
const MOST_CHARACTERS = 2 ** 24;

/** A column while its cells come in. */
class ColumnBuilder {
  readonly name: string;
  /** Place in the file. */
  readonly at: number;
  readonly #codes = new Map<string, number>();
  readonly #values: string[] = [];
  readonly #empty: ReadonlySet<string>;
  #kind: CellKind | undefined;
  /** Whether the column was said to hold text, so that it may look like numbers. */
  readonly #isDeclared: boolean;
  #characters = 0;

  constructor(name: string, at: number, { types, empty }: ColumnPlan) {
    this.name = name;
    this.at = at;
    this.#kind = types.get(name);
    this.#isDeclared = this.#kind !== undefined;
    this.#empty = empty;
  }

  /** The number that stands for a cell of that row. */
  add(cell: string, row: number): number {
    const trimmed = cell.trim();
    if (this.#kind !== "text") {
      const value = numberOf(trimmed);
      if (value === value && this.#kind === "number" && value - value === 0) return value;
      if (trimmed === "" || this.#empty.has(trimmed)) return NaN;
      if (this.#kind === undefined) this.#decide(trimmed, value, row);
      if (this.#kind === "number") return this.#checkNumber(trimmed, value, row);
    } else if (trimmed === "" || this.#empty.has(trimmed)) return NaN;
    return this.#codes.get(trimmed) ?? this.#addText(trimmed, row);
  }

  /** A column without a cell is one of numbers. */
  get column(): TableColumn {
    const { name } = this;
    return this.#kind === "text" ? { name, kind: "text", values: this.#values } : { name, kind: "number" };
  }

  /** The first cell that is not empty tells what the column holds. */
  #decide(cell: string, value: number, row: number): void {
    if (isDate(cell)) {
      throw new FormatError(
        `${this.#place(row)} is ${quoted(cell)}, a date or time, expected a number or text; make it a number first (such as days), ignore the column, or declare its type as text`,
      );
    }
    if (hasComma(cell)) {
      throw new FormatError(
        `${this.#place(row)} is ${quoted(cell)}, a number with a comma, expected one with a decimal point or none; write 12.5 for 12,5 and 1000 for 1,000, ignore the column, or declare its type as text`,
      );
    }
    this.#kind = Number.isNaN(value) ? "text" : "number";
  }

  #checkNumber(cell: string, value: number, row: number): number {
    if (Number.isFinite(value)) return value;
    throw new FormatError(
      Number.isNaN(value)
        ? `${this.#place(row)} is ${quoted(cell)}, expected a number like the rest of the column; mend the cell, ignore the column, or declare its type as text`
        : `${this.#place(row)} is ${quoted(cell)}, expected a number of at most 1.8e308`,
    );
  }

  #addText(cell: string, row: number): number {
    if (!this.#isDeclared && !Number.isNaN(numberOf(cell))) {
      throw new FormatError(
        `${this.#place(row)} is ${quoted(cell)}, expected text like ${quoted(this.#values[0]!)} before it; mend the cells, ignore the column, or declare its type as text`,
      );
    }
    const code = this.#values.length;
    this.#characters += cell.length;
    if (code === 0 || this.#codes.size < MOST_TEXTS) {
      if (this.#characters <= MOST_CHARACTERS) {
        const own = detached(cell);
        this.#codes.set(own, code);
        this.#values.push(own);
        return code;
      }
    }
    throw new FormatError(
      `${this.#place(row)} is one more of ${code} different texts, expected fewer; it looks like an identifier or free text: ignore the column`,
    );
  }

  #place(row: number): string {
    return `readCsv: row ${row}, column ${quoted(this.name)}`;
  }
}

/** A copy: what a parser cuts out of a text may keep the whole text in memory. */
function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

/** Makes a table of records, row by row. */
export class TableBuilder {
  readonly #names: readonly string[];
  readonly #columns: readonly ColumnBuilder[];
  readonly #ignored: readonly string[];
  readonly #store: RowStore;
  readonly #block: Float64Array;
  #filled = 0;
  #length = 0;

  /** `names` are those of all columns of the file. */
  constructor(names: readonly string[], plan: ColumnPlan, storeOf: StoreFactory) {
    this.#names = names;
    this.#ignored = names.filter((name) => plan.ignore.has(name));
    this.#columns = names.flatMap((name, at) => (plan.ignore.has(name) ? [] : [new ColumnBuilder(name, at, plan)]));
    if (this.#columns.length === 0) throw new ValueError("readCsv: ignore names every column, expected some left");
    const width = this.#columns.length + 1;
    this.#block = new Float64Array(Math.max(1, Math.floor(BLOCK / width)) * width);
    this.#store = storeOf(width);
  }

  /** Takes in the cells of one row. Throws `FormatError` unless there are as many as columns, and they fit them. */
  add(cells: readonly string[], row: number): void {
    if (cells.length !== this.#names.length) {
      const more =
        cells.length > this.#names.length ? "a cell that holds the delimiter must be quoted" : "is one empty?";
      throw new FormatError(`readCsv: row ${row} has ${cells.length} cells, expected ${this.#names.length}; ${more}`);
    }
    if (this.#filled === this.#block.length) this.#flush();
    const block = this.#block;
    let at = this.#filled;
    for (const column of this.#columns) block[at++] = column.add(cells[column.at]!, row);
    block[at++] = row;
    this.#filled = at;
    this.#length++;
  }

  /** Frees what rows take that came so far. */
  close(): void {
    this.#store.close();
  }

  /** The table. Throws `FormatError` if there is no row. */
  finish(): Table {
    if (this.#length === 0) {
      throw new FormatError("readCsv: the file holds a header and no rows, expected at least one row");
    }
    this.#flush();
    const columns = this.#columns.map(({ column }) => column);
    return new Table(columns, this.#length, this.#store, this.#ignored);
  }

  #flush(): void {
    this.#store.append(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }
}

/** Throws unless the names of a file's columns can tell them apart, and include those of the plan. */
export function checkNames(names: readonly string[], row: number, plan: ColumnPlan): void {
  const seen = new Map<string, number>();
  names.forEach((name, i) => {
    if (name === "")
      throw new FormatError(`readCsv: row ${row}: column ${i + 1} has no name, expected one in the header`);
    const before = seen.get(name);
    if (before !== undefined) {
      throw new FormatError(
        `readCsv: row ${row}: columns ${before + 1} and ${i + 1} are both named ${quoted(name)}, expected different names`,
      );
    }
    seen.set(name, i);
  });
  for (const [option, wanted] of [
    ["ignore", plan.ignore.keys()],
    ["types", plan.types.keys()],
  ] as const) {
    for (const name of wanted) {
      if (!seen.has(name)) {
        const expected = listed(names.map((n) => ({ name: n })));
        throw new ValueError(`readCsv: ${option} names the column ${quoted(name)}, expected ${expected}`);
      }
    }
  }
}
