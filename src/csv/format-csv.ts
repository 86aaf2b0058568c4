import Papa from "papaparse";

/** Rows of cells as the text of a CSV file: quoted where it must be, each row ended by a line feed. */
export function formatCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.length === 0 ? "" : `${Papa.unparse(rows as (string | number)[][], { newline: "\n" })}\n`;
}
