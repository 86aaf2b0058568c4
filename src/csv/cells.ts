/** What a cell may hold. */
export type CellKind = "number" | "text";

/** What counts as empty besides nothing. */
export const EMPTY_MARKERS: readonly string[] = ["NA", "N/A", "n/a", "NaN", "nan", "null", "NULL"];

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** `12,5`, `1,234.5`, `1.234,5`: a comma before a fraction, or between thousands; which of both, nobody can tell from a cell. */
const WITH_COMMA = /^[+-]?(?:\d+,\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d+)$/;

const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const MONTH = String.raw`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*`;
const DAY = [
  String.raw`\d{4}([-/.])\d{1,2}\1\d{1,2}`, // 2024-05-31
  String.raw`\d{1,2}([-/])\d{1,2}\2(?:\d{4}|\d{2})`, // 31/5/2024, 5-31-24
  String.raw`\d{1,2}\.\d{1,2}\.\d{4}`, // 31.5.2024
  String.raw`\d{1,2}[- .]{1,2}${MONTH}[-,. ]{1,2}\d{2,4}`, // 31 May 2024
  String.raw`${MONTH}\.? \d{1,2},? \d{4}`, // May 31, 2024
].join("|");
const DATE = new RegExp(`^(?:(?:${DAY})(?:(?:T|,? )${CLOCK})?|${CLOCK})$`, "i");

/** Whether a cell is a date, a time, or both: text whose order matters, which no encoding of categories keeps. */
export function isDate(cell: string): boolean {
  return DATE.test(cell);
}

/** Whether a cell is a number in a notation that has commas, `12,5` or `1,000`. */
export function hasComma(cell: string): boolean {
  return WITH_COMMA.test(cell);
}

/** The number that a trimmed cell is in JavaScript's decimal syntax, or NaN. Neither hexadecimal nor infinite by name. */
export function numberOf(cell: string): number {
  const value = +cell;
  // `+` also reads nothing, hexadecimal and Infinity; the first two are the ones that a glance at the number does not tell.
  if (value - value !== 0) return NUMBER.test(cell) ? value : NaN;
  const second = cell.charCodeAt(1);
  return (second > 0x39 && second !== 0x45 && second !== 0x65) || cell === "" ? NaN : value;
}
