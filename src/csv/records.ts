import Papa from "papaparse";
import { FormatError } from "../base/errors.ts";

/** What separates cells. */
export type Delimiter = "," | ";" | "\t" | "|";

/** Those that are looked for, the likeliest first. */
export const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];

/** Some records of a file, one behind the other, each as its cells. */
export interface Records {
  /** Row of the first as the user counts: the first of the file is 1, and blank lines count. */
  readonly first: number;
  readonly rows: readonly (readonly string[])[];
}

/** Characters parsed at once, unless a row is longer. */
const WINDOW = 65_536;
/** Longest row, in characters: a quote that is never closed shall not gather the whole file. */
const LONGEST_ROW = 2 ** 22;
/** Rows from which the delimiter is guessed. */
const GUESSED_ROWS = 10;

/**
 * The records of a CSV text that comes in pieces. Memory holds one window of text besides the records handed out.
 *
 * Throws `FormatError` for a quote that is not closed or closed within a cell, a row of more than 4,194,304 characters, and
 * characters that tell that this is no UTF-8 text.
 */
export async function* recordsOf(
  pieces: AsyncIterable<string>,
  delimiter: Delimiter | undefined,
): AsyncGenerator<Records, void, undefined> {
  let text = "";
  let wanted = WINDOW;
  let first = 1;
  let parser: WindowParser | null = null;
  for await (const piece of pieces) {
    text += piece;
    if (text.length < wanted) continue;
    parser ??= new WindowParser(text, delimiter);
    const { rows, end } = parser.parse(text, first, false);
    if (rows.length > 0) yield { first, rows };
    first += rows.length;
    text = text.slice(end);
    if (text.length > LONGEST_ROW) {
      throw new FormatError(`readCsv: row ${first} is longer than ${LONGEST_ROW} characters; is a quote not closed?`);
    }
    // A row that does not end is looked at again when there is twice as much, so that the time stays proportional.
    wanted = Math.max(WINDOW, 2 * text.length);
  }
  const { rows } = (parser ?? new WindowParser(text, delimiter)).parse(text, first, true);
  if (rows.length > 0) yield { first, rows };
}

/** What papaparse finds in a text. */
interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

/** Papaparse for texts that continue each other, with the dialect of the first. */
class WindowParser {
  readonly #delimiter: string;
  readonly #newline: "\n" | "\r";

  constructor(text: string, delimiter: Delimiter | undefined) {
    // Lines may end differently within one file. A return before a line feed is white space at the end of the last cell.
    this.#newline = /\r[^\n]/.test(text) && !text.includes("\n") ? "\r" : "\n";
    this.#delimiter =
      delimiter ??
      Papa.parse(text.slice(0, text.lastIndexOf(this.#newline) + 1 || text.length), {
        newline: this.#newline,
        delimitersToGuess: [...DELIMITERS],
        skipEmptyLines: "greedy",
        preview: GUESSED_ROWS,
      }).meta.delimiter;
  }

  /** The rows in `text`, the first of them `first`, and where the last ends. Only at the end of all may it lack its line end. */
  parse(text: string, first: number, isLast: boolean): { readonly rows: string[][]; readonly end: number } {
    // The parser itself, which answers where the last whole row ends: streams of papaparse's own have no back pressure
    // in browsers.
    const parser = new Papa.Parser({ delimiter: this.#delimiter, newline: this.#newline });
    const { data, errors, meta } = parser.parse(text, 0, !isLast) as Parsed;
    checkQuotes(errors, data.length, first, isLast);
    if (/[\0\uFFFD]/.test(text)) checkCharacters(data, first);
    return { rows: data, end: meta.cursor };
  }
}

/** One error in a row that is not whole yet may be none: the quote at the end of the text may be the first of two. */
function checkQuotes(errors: Parsed["errors"], whole: number, first: number, isLast: boolean): void {
  const [error, another] = errors;
  if (error === undefined || (!isLast && error.row >= whole && another === undefined)) return;
  throw new FormatError(
    error.code === "MissingQuotes"
      ? `readCsv: row ${first + error.row} has a quote that is never closed`
      : `readCsv: row ${first + error.row} has a quote within a quoted cell, expected it doubled`,
  );
}

function checkCharacters(rows: readonly (readonly string[])[], first: number): void {
  rows.forEach((row, i) => {
    const column = row.findIndex((cell) => /[\0\uFFFD]/.test(cell));
    if (column >= 0) {
      const what = row[column]!.includes("\0") ? "the character NUL" : "bytes that are not UTF-8";
      throw new FormatError(
        `readCsv: row ${first + i}, column ${column + 1} holds ${what}, expected text; is it a CSV file, saved as UTF-8?`,
      );
    }
  });
}
