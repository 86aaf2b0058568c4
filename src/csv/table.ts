import { IndexError, ValueError } from "../base/errors.ts";
import { quoted } from "../io/scanner.ts";
import type { RowStore } from "./row-store.ts";

/** What a column holds: numbers, or texts of a list in the order in which the file names them. */
export type TableColumn =
  | { readonly name: string; readonly kind: "number" }
  | { readonly name: string; readonly kind: "text"; readonly values: readonly string[] };

/** The cells of a column: numbers, NaN where empty; or places in `values`, −1 where empty. */
export type ColumnCells =
  | { readonly kind: "number"; readonly values: Float64Array }
  | { readonly kind: "text"; readonly codes: Int32Array; readonly values: readonly string[] };

/** Some rows of a table, as `chunks` reads them. */
export interface TableChunk {
  /** Place of the first among those asked for, and how many there are. */
  readonly start: number;
  readonly count: number;
  /** Cells row by row, `width` numbers each, valid until the next chunk. */
  readonly cells: Float64Array;
}

/** Numbers read at once. */
const CHUNK = 65_536;

/**
 * The rows of a CSV file under named columns, each of numbers or of texts. `readCsv` makes it.
 *
 * Rows rest in memory, or in a file: `close()` then frees its place.
 */
export class Table {
  /** Number of rows. */
  readonly length: number;
  readonly columns: readonly TableColumn[];
  /** Names of columns that were left out. */
  readonly ignored: readonly string[];
  /** @internal Numbers in a row: a cell for each column (a number, or a place in the column's values; NaN if empty) and the row in the file. */
  readonly width: number;
  readonly #store: RowStore;
  readonly #places: ReadonlyMap<string, number>;
  #isClosed = false;
  /** Rows read at once, of which some are wanted. */
  #span = new Float64Array(0);

  /** @internal */
  constructor(columns: readonly TableColumn[], length: number, store: RowStore, ignored: readonly string[]) {
    this.columns = columns;
    this.length = length;
    this.ignored = ignored;
    this.width = columns.length + 1;
    this.#store = store;
    this.#places = new Map(columns.map(({ name }, at) => [name, at]));
  }

  /** The cells of one column in memory. Throws `ValueError` if there is none of that name. */
  column(name: string): ColumnCells {
    const at = this.indexOf(name);
    const column = this.columns[at]!;
    const cells = new Float64Array(this.length);
    for (const { start, count, cells: rows } of this.chunks()) {
      for (let i = 0; i < count; i++) cells[start + i] = rows[i * this.width + at]!;
    }
    if (column.kind === "number") return { kind: "number", values: cells };
    const codes = Int32Array.from(cells, (code) => (Number.isNaN(code) ? -1 : code));
    return { kind: "text", codes, values: column.values };
  }

  /** The row in the file that became row `index` here: the first line is 1, and blank lines count. */
  rowOf(index: number): number {
    const row = new Float64Array(this.width);
    this.read(Int32Array.of(index), row);
    return row[this.width - 1]!;
  }

  /** Frees what the rows take. Reading them afterwards is an error. */
  close(): void {
    this.#isClosed = true;
    this.#store.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** @internal Place of the column of that name; undefined if there is none. */
  find(name: string): number | undefined {
    return this.#places.get(name);
  }

  /** @internal Place of the column of that name. Throws `ValueError` if there is none. */
  indexOf(name: string): number {
    const at = this.find(name);
    if (at === undefined) {
      throw new ValueError(`table: there is no column ${quoted(name)}, expected ${listed(this.columns)}`);
    }
    return at;
  }

  /** @internal Copies rows `indices` to the beginning of `into`, one behind the other. Rows that lie close together are read at once. */
  read(indices: Int32Array, into: Float64Array): void {
    if (this.#isClosed) throw new ValueError("table: it is closed, expected no reading after close()");
    const { width } = this;
    for (const row of indices) {
      if (!(row >= 0 && row < this.length))
        throw new IndexError(`table: row is ${row}, expected 0 <= row < ${this.length}`);
    }
    for (let i = 0; i < indices.length;) {
      const first = indices[i]!;
      let [end, isDense] = [i + 1, true];
      for (; end < indices.length && isNear(indices[end - 1]!, indices[end]!, first, width); end++) {
        isDense &&= indices[end] === indices[end - 1]! + 1;
      }
      const rows = indices[end - 1]! - first + 1;
      if (isDense) this.#store.read(first, rows, into.subarray(i * width, end * width));
      else {
        if (this.#span.length < rows * width) this.#span = new Float64Array(rows * width);
        this.#store.read(first, rows, this.#span);
        for (let k = i; k < end; k++) {
          const from = (indices[k]! - first) * width;
          into.set(this.#span.subarray(from, from + width), k * width);
        }
      }
      i = end;
    }
  }

  /** @internal All rows in their order, or those of `rows` in theirs, some at a time. */
  *chunks(rows: Int32Array | null = null): Generator<TableChunk, void, undefined> {
    const length = rows?.length ?? this.length;
    const most = Math.max(1, Math.min(length, Math.floor(CHUNK / this.width)));
    const cells = new Float64Array(most * this.width);
    for (let start = 0; start < length; start += most) {
      const count = Math.min(most, length - start);
      const indices = rows?.subarray(start, start + count) ?? Int32Array.from({ length: count }, (_, i) => start + i);
      this.read(indices, cells);
      yield { start, count, cells: cells.subarray(0, count * this.width) };
    }
  }
}

/** Numbers of a span, and numbers that are read though nobody wants them between two rows of it, at most. */
const SPAN = 65_536;
const GAP = 256;

/** Whether row `after` is read together with `before`, and `first`, which is the first of them. */
function isNear(before: number, after: number, first: number, width: number): boolean {
  return after > before && (after - before - 1) * width <= GAP && (after - first + 1) * width <= SPAN;
}

/** Names of columns that a message lists. */
const LISTED = 8;

/** `one of "a", "b"`, for messages. */
export function listed(columns: readonly { readonly name: string }[]): string {
  const names = columns.slice(0, LISTED).map(({ name }) => quoted(name));
  return `one of ${names.join(", ")}${columns.length > LISTED ? ` and ${columns.length - LISTED} more` : ""}`;
}
