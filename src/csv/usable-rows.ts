import { FormatError, ValueError } from "../base/errors.ts";
import { placeIn } from "./binding.ts";
import type { Table } from "./table.ts";

/** Checks rows that a user gives. Throws `ValueError` unless they are rows of the table, at least one. */
export function checkedRows(op: string, table: Table, rows: ArrayLike<number> | undefined): Int32Array | null {
  if (rows === undefined) return null;
  if (rows.length === 0) throw new ValueError(`${op}: rows are none, expected at least one`);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!(Number.isInteger(row) && row >= 0 && row < table.length)) {
      throw new ValueError(`${op}: rows[${i}] is ${row}, expected a whole number from 0 to ${table.length - 1}`);
    }
  }
  return rows instanceof Int32Array ? rows : Int32Array.from(rows);
}

/** The rows whose cells at these places are all there; null for all rows. Throws `ValueError` if there is none. */
export function completeRows(
  op: string,
  table: Table,
  rows: Int32Array | null,
  places: readonly number[],
): Int32Array | null {
  const complete = new Int32Array(rows?.length ?? table.length);
  let found = 0;
  for (const { start, count, cells } of table.chunks(rows)) {
    for (let i = 0; i < count; i++) {
      const isWhole = places.every((at) => !Number.isNaN(cells[i * table.width + at]!));
      if (isWhole) complete[found++] = rows === null ? start + i : rows[start + i]!;
    }
  }
  if (found === 0) throw new ValueError(`${op}: every row has an empty cell, expected one without; ignore a column`);
  return found === complete.length ? rows : complete.slice(0, found);
}

/** The error for an empty cell in row `i` of these cells. */
export function emptyCell(
  op: string,
  cells: Float64Array,
  i: number,
  width: number,
  name: string,
  remedy: string,
): FormatError {
  return new FormatError(`${op}: ${placeIn(cells, i, width, name)} is empty, expected a value; ${remedy}`);
}
