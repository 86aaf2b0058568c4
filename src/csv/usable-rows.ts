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

/** The same rows in the table's order, in which they are read fastest. */
export function inOrder(rows: Int32Array | null): Int32Array | null {
  return rows === null ? null : rows.slice().sort();
}

/** The rows whose cells at these places are all there; null for all rows. Throws `ValueError` if there is none. */
export function completeRows(
  op: string,
  table: Table,
  rows: Int32Array | null,
  places: readonly number[],
): Int32Array | null {
  const isIncomplete = new Uint8Array(table.length);
  const ordered = inOrder(rows);
  let left = rows?.length ?? table.length;
  for (const { start, count, cells } of table.chunks(ordered)) {
    for (let i = 0; i < count; i++) {
      if (places.every((at) => !Number.isNaN(cells[i * table.width + at]!))) continue;
      isIncomplete[ordered?.[start + i] ?? start + i] = 1;
      left--;
    }
  }
  if (left === 0) throw new ValueError(`${op}: every row has an empty cell, expected one without; ignore a column`);
  if (left === (rows?.length ?? table.length)) return rows;
  const complete = new Int32Array(left);
  let found = 0;
  for (let i = 0; i < (rows?.length ?? table.length); i++) {
    const row = rows?.[i] ?? i;
    if (isIncomplete[row] === 0) complete[found++] = row;
  }
  return complete;
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
