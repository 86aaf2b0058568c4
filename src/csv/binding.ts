import { FormatError, ValueError } from "../base/errors.ts";
import { quoted } from "../io/scanner.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import { type ColumnState, type PreprocessorState, type TargetState, targetKind } from "./preprocessor-state.ts";
import type { Table, TableColumn } from "./table.ts";

/** A column of a table beside what was learned about it. */
export interface Bound {
  readonly name: string;
  /** Place in the table's rows. */
  readonly at: number;
  /** What a cell stands for: for a text, the place of its category, NaN if that was not learned; null for the number itself. */
  readonly meaning: Float64Array | null;
  /** What an empty cell stands for; NaN for nothing. */
  readonly fill: number;
  readonly center: number;
  readonly scale: number;
  /** Numbers that enter the model. */
  readonly size: number;
  readonly isOneHot: boolean;
}

/** The value of a cell: NaN if it is empty and nothing stands for that, or a category that was not learned. */
export function valueOf({ meaning, fill }: Bound, cell: number): number {
  if (cell !== cell) return fill;
  return meaning === null ? cell : meaning[cell]!;
}

/** Writes what a row of cells from `from` on is for the model, from `to` on. */
export function encodeRow(
  columns: readonly Bound[],
  cells: Float64Array,
  from: number,
  x: TypedArray,
  to: number,
): void {
  for (const column of columns) {
    const value = valueOf(column, cells[from + column.at]!);
    if (column.isOneHot) {
      for (let k = 0; k < column.size; k++) x[to + k] = 0;
      if (value === value) x[to + value] = 1;
    } else x[to] = value === value ? (value - column.center) / column.scale : 0;
    to += column.size;
  }
}

/** Binds the columns of inputs. Throws `ValueError` unless the table has those, and no others but the target and ignored ones. */
export function bindInputs(table: Table, state: PreprocessorState): Bound[] {
  const known = new Set([...state.columns.map(({ name }) => name), ...state.ignored]);
  for (const { name } of table.columns) {
    if (!known.has(name) && name !== state.target?.name) {
      throw new ValueError(
        `transform: the table has a column ${quoted(name)}, which training never saw; ignore it when reading the file`,
      );
    }
  }
  return state.columns.map((learned) => bindColumn(table, learned));
}

function bindColumn(table: Table, learned: ColumnState): Bound {
  const { name, center, scale } = learned;
  const at = placeOf(table, name);
  const column = table.columns[at]!;
  checkKind(table, column, at, learned.kind);
  if (learned.kind === "number") {
    return { name, at, meaning: null, fill: learned.fill ?? NaN, center, scale, size: 1, isOneHot: false };
  }
  const isOneHot = learned.encoding === "one-hot";
  const size = isOneHot ? learned.categories.length : 1;
  const places = new Map(learned.categories.map((category, i) => [category, i]));
  const fill = learned.fill === null ? NaN : places.get(learned.fill)!;
  return { name, at, meaning: meaningOf(column, places), fill, center, scale, size, isOneHot };
}

function meaningOf(column: TableColumn, places: ReadonlyMap<string, number>): Float64Array {
  return Float64Array.from(column.kind === "text" ? column.values : [], (value) => places.get(value) ?? NaN);
}

/** The target beside its column, and the class, or the number to learn, of a cell; NaN for a class that was not learned. */
export interface BoundTarget {
  readonly name: string;
  readonly at: number;
  readonly dtype: "int32" | "float32";
  valueOf(cell: number): number;
}

/** Binds the target. Throws `ValueError` unless the table has it. */
export function bindTarget(table: Table, target: TargetState): BoundTarget {
  const { name } = target;
  const at = placeOf(table, name);
  const column = table.columns[at]!;
  checkKind(table, column, at, targetKind(target));
  if (target.task === "regression") {
    return { name, at, dtype: "float32", valueOf: (cell) => (cell - target.center) / target.scale };
  }
  const places = new Map<string | number, number>([...target.classes].map((value, i) => [value, i]));
  if (column.kind === "number") return { name, at, dtype: "int32", valueOf: (cell) => places.get(cell) ?? NaN };
  const meaning = Float64Array.from(column.values, (value) => places.get(value) ?? NaN);
  return { name, at, dtype: "int32", valueOf: (cell) => meaning[cell] ?? NaN };
}

function placeOf(table: Table, name: string): number {
  const at = table.find(name);
  if (at === undefined) {
    throw new ValueError(`transform: the table lacks the column ${quoted(name)}, expected it as in training`);
  }
  return at;
}

/** A column without any cell is of no kind, so that it fits both. */
function checkKind(table: Table, column: TableColumn, at: number, wanted: "number" | "text"): void {
  if (column.kind === wanted) return;
  for (const { count, cells } of table.chunks()) {
    for (let i = 0; i < count; i++) {
      const cell = cells[i * table.width + at]!;
      if (Number.isNaN(cell)) continue;
      const got = column.kind === "text" ? quoted(column.values[cell]!) : `${cell}`;
      const expected = wanted === "number" ? "a number" : "text";
      throw new FormatError(
        `transform: ${placeIn(cells, i, table.width, column.name)} is ${got}, expected ${expected} as in training; read the file with the preprocessor's schema`,
      );
    }
  }
}

/** `row 3, column "a"`, for messages about row `i` of these cells. */
export function placeIn(cells: Float64Array, i: number, width: number, name: string): string {
  return `row ${cells[(i + 1) * width - 1]!}, column ${quoted(name)}`;
}

/** The text in a cell, or the number, for messages. */
export function shown(column: TableColumn, cell: number): string {
  return column.kind === "text" ? quoted(column.values[cell]!) : `${cell}`;
}
