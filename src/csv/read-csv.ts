import { checkValue } from "../base/check.ts";
import { FormatError, ValueError } from "../base/errors.ts";
import { type CellKind, EMPTY_MARKERS, numberOf } from "./cells.ts";
import { type Delimiter, DELIMITERS, type Records, recordsOf } from "./records.ts";
import { MemoryRows, type StoreFactory } from "./row-store.ts";
import { type CsvSource, piecesOf } from "./source.ts";
import type { Table } from "./table.ts";
import { checkNames, type ColumnPlan, TableBuilder } from "./table-builder.ts";

/** How columns are read: what a preprocessor remembers of the table that it has learned from, for later files. */
export interface TableSchema {
  readonly types: Readonly<Record<string, CellKind>>;
  readonly ignore: readonly string[];
}

/** Options of `readCsv`. */
export interface CsvOptions {
  /** What separates cells; default the one of these that fits the first rows best. */
  readonly delimiter?: Delimiter | undefined;
  /** Whether the first row names the columns; default true, but a first row of numbers alone is refused unless this says so. */
  readonly header?: boolean | undefined;
  /** Names of the columns of a file without a header. */
  readonly names?: readonly string[] | undefined;
  /** Columns to leave out. */
  readonly ignore?: readonly string[] | undefined;
  /** What columns hold, where their first cell would not tell: `{ zip: "text" }`. */
  readonly types?: Readonly<Record<string, CellKind>> | undefined;
  /** What counts as an empty cell, besides nothing; default NA, N/A, n/a, NaN, nan, null and NULL. */
  readonly empty?: readonly string[] | undefined;
  /** `schema` of a preprocessor: reads columns as those that it has learned from. Names that the file lacks do not matter. */
  readonly schema?: TableSchema | null | undefined;
  /** Ends the work; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A table of the rows of a CSV file (RFC 4180), read as a stream: text, a `File` or other `Blob`, or a stream of text or bytes.
 *
 *     const table = await readCsv(file, { ignore: ["id"] });
 *
 * Columns have the names in the first row. The first cell that is not empty decides whether a column holds numbers
 * (`-3`, `.5`, `1e5`) or text, and none holds both unless `types` says that it is text; white space around cells does not count. Blank lines are skipped, lines may end in any way, and
 * a byte order mark is left out. A file of one column has no empty cells: those are blank lines.
 *
 * Throws `FormatError`, which names row and column, for a cell of the other kind, a date or a time, a number with a comma (`12,5`), more or fewer cells than
 * names, a quote that does not end, bytes that are not UTF-8, columns of no or the same name, a text column of more than
 * 65,536 different texts, or no rows. Throws `ValueError` for options that do not fit.
 */
export function readCsv(source: CsvSource, options: CsvOptions = {}): Promise<Table> {
  return readTable(source, options, (width) => new MemoryRows(width));
}

/** `readCsv` with rows at rest in a store. It is closed if reading fails. */
export async function readTable(source: CsvSource, options: CsvOptions, storeOf: StoreFactory): Promise<Table> {
  checkOptions(options);
  let builder: TableBuilder | null = null;
  try {
    for await (const { first, rows } of recordsOf(piecesOf(source), options.delimiter)) {
      options.signal?.throwIfAborted();
      for (let i = 0; i < rows.length; i++) {
        const cells = rows[i]!;
        if (cells.length === 1 && cells[0]!.trim() === "") continue;
        if (builder !== null) builder.add(cells, first + i);
        else {
          builder = begin(cells, first + i, options, storeOf);
          if (options.header === false) builder.add(cells, first + i);
        }
      }
    }
    if (builder === null) throw new FormatError("readCsv: the file is empty, expected a header and rows");
    return builder.finish();
  } catch (error) {
    builder?.close();
    throw error;
  }
}

/** A builder for the columns that the first row, or the options, name. */
function begin(cells: Records["rows"][number], row: number, options: CsvOptions, storeOf: StoreFactory): TableBuilder {
  const names = options.header === false ? options.names! : cells.map((cell) => cell.trim());
  if (options.header === undefined && names.every((name) => !Number.isNaN(numberOf(name)))) {
    throw new FormatError(
      `readCsv: row ${row} holds only numbers, expected the names of the columns; give names and header: false, or header: true`,
    );
  }
  const { schema, types = {}, ignore = [] } = options;
  const plan = {
    types: new Map(Object.entries(types)),
    ignore: new Set(ignore),
    empty: new Set(options.empty ?? EMPTY_MARKERS),
  };
  checkNames(names, row, plan);
  const whole: ColumnPlan = {
    ...plan,
    types: new Map([...Object.entries(schema?.types ?? {}), ...plan.types]),
    ignore: new Set([...(schema?.ignore ?? []), ...ignore]),
  };
  return new TableBuilder(names, whole, storeOf);
}

function checkOptions({ delimiter, header, names, types = {} }: CsvOptions): void {
  const isKnown = delimiter === undefined || DELIMITERS.includes(delimiter);
  checkValue("readCsv", "delimiter", JSON.stringify(delimiter), isKnown, 'one of ",", ";", "\\t" and "|"');
  for (const [name, kind] of Object.entries(types)) {
    checkValue("readCsv", `types.${name}`, kind, kind === "number" || kind === "text", '"number" or "text"');
  }
  if ((header === false) !== (names !== undefined)) {
    throw new ValueError(
      `readCsv: header is ${String(header)} and names are ${names === undefined ? "missing" : "given"}, expected header: false with names`,
    );
  }
}
