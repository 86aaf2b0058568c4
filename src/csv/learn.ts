import { ValueError } from "../base/errors.ts";
import { quoted } from "../io/scanner.ts";
import { type Bound, valueOf } from "./binding.ts";
import { countValues, type Frequency } from "./frequencies.ts";
import type { ColumnState, MissingPolicy } from "./preprocessor-state.ts";
import { Moments, mode, quantiles } from "./statistics.ts";
import type { Table, TableColumn } from "./table.ts";
import { isIdentifier } from "./target.ts";
import { emptyCell } from "./usable-rows.ts";

/** How columns of inputs are learned. */
export interface LearnOptions {
  readonly text: "one-hot" | "ordinal";
  readonly missing: MissingPolicy;
  readonly scale: "standard" | "min-max" | "robust" | "none";
}

/** Most numbers that a column of texts becomes. */
const MOST_CATEGORIES = 1000;

/**
 * Learns about columns of inputs from these rows: the categories of texts, what stands for empty cells, then center and scale
 * of what the cells and those become. Memory does not grow with the rows.
 */
export function learnColumns(
  table: Table,
  rows: Int32Array | null,
  places: readonly number[],
  options: LearnOptions,
): ColumnState[] {
  const moments = new Moments(places.length);
  const counts = places.map((at) => {
    const column = table.columns[at]!;
    return new Float64Array(column.kind === "text" ? column.values.length : 0);
  });
  eachCell(table, rows, places, (nth, cell, cells, i) => {
    const { name } = table.columns[places[nth]!]!;
    if (Number.isNaN(cell)) {
      if (options.missing === "error") {
        const remedy =
          'mend it, ignore the column, or say what to do by missing: "mean", "median", "most-frequent" or "drop"';
        throw emptyCell("fit", cells, i, table.width, name, remedy);
      }
    } else if (table.columns[places[nth]!]!.kind === "text") counts[nth]![cell]!++;
    moments.add(nth, cell);
  });
  places.forEach((at, nth) => {
    if (moments.counts[nth] !== 0) return;
    throw new ValueError(`fit: column ${quoted(table.columns[at]!.name)} is empty, expected values; ignore it`);
  });
  const fills = fillsOf(table, rows, places, options.missing, moments);
  const columns = places.map((at, nth) => boundOf(table.columns[at]!, at, counts[nth]!, fills[nth]!, options));
  learnScales(table, rows, columns, options.scale);
  return columns.map(({ bound: { name, center, scale }, categories, fill }) =>
    categories === null
      ? { name, kind: "number", fill: fill as number | null, center, scale }
      : { name, kind: "text", encoding: options.text, categories, fill: fill as string | null, center, scale },
  );
}

/** What stands for empty cells in columns of numbers, NaN for nothing. */
function fillsOf(
  table: Table,
  rows: Int32Array | null,
  places: readonly number[],
  missing: MissingPolicy,
  moments: Moments,
): number[] {
  const fills = places.map((_, nth) => (missing === "mean" ? moments.mean(nth) : NaN));
  if (missing !== "median" && missing !== "most-frequent") return fills;
  const numbers = places.flatMap((at, nth) => (table.columns[at]!.kind === "number" ? [nth] : []));
  const length = rows?.length ?? table.length;
  const pass = (wanted: readonly number[], add: (nth: number, value: number) => void): void =>
    eachCell(
      table,
      rows,
      wanted.map((nth) => places[nth]!),
      (k, cell) => {
        if (!Number.isNaN(cell)) add(k, cell);
      },
    );
  countValues(numbers, length, pass, (nth, values) => {
    fills[nth] = missing === "median" ? quantiles(values, moments.counts[nth]!, [0.5])[0]! : mode(values);
  });
  return fills;
}

/** A column that is learned: the numbers of a `Bound` are filled in as they become known. */
interface Learning {
  bound: Bound;
  readonly categories: readonly string[] | null;
  readonly fill: number | string | null;
}

function boundOf(
  column: TableColumn,
  at: number,
  counts: Float64Array,
  fill: number,
  { text, missing }: LearnOptions,
): Learning {
  const { name } = column;
  const isFilled = missing !== "error" && missing !== "drop";
  const plain = { name, at, center: 0, scale: 1, size: 1, isOneHot: false };
  if (column.kind === "number") {
    if (isFilled && !Number.isFinite(fill)) throw tooLarge(name);
    return { bound: { ...plain, meaning: null, fill }, categories: null, fill: isFilled ? fill : null };
  }
  const seen = column.values.map((value, code) => ({ value, count: counts[code]! })).filter(({ count }) => count > 0);
  seen.sort((a, b) => (a.value < b.value ? -1 : 1));
  const categories = seen.map(({ value }) => value);
  if (text === "one-hot")
    checkCategories(
      name,
      seen.length,
      seen.reduce((sum, { count }) => sum + count, 0),
    );
  const places = new Map(categories.map((category, i) => [category, i]));
  const meaning = Float64Array.from(column.values, (value) => places.get(value) ?? NaN);
  const most = mode(seen.map(({ count }, i): Frequency => [i, count]));
  return {
    bound: {
      ...plain,
      meaning,
      fill: isFilled ? most : NaN,
      size: text === "one-hot" ? categories.length : 1,
      isOneHot: text === "one-hot",
    },
    categories,
    fill: isFilled ? categories[most]! : null,
  };
}

function checkCategories(name: string, categories: number, rows: number): void {
  if (categories <= MOST_CATEGORIES && !isIdentifier(categories, rows)) return;
  throw new ValueError(
    `fit: column ${quoted(name)} has ${categories} different texts in ${rows} rows, expected at most ${MOST_CATEGORIES}, each in several rows; it looks like an identifier: ignore it`,
  );
}

/** Learns center and scale of every column that becomes one number. */
function learnScales(
  table: Table,
  rows: Int32Array | null,
  all: readonly Learning[],
  scale: LearnOptions["scale"],
): void {
  const columns = all.filter(({ bound }) => !bound.isOneHot);
  if (scale === "none" || columns.length === 0) return;
  const length = rows?.length ?? table.length;
  const pass = (wanted: readonly number[], add: (nth: number, value: number) => void): void => {
    const bounds = wanted.map((nth) => columns[nth]!.bound);
    eachCell(
      table,
      rows,
      bounds.map(({ at }) => at),
      (k, cell) => add(k, valueOf(bounds[k]!, cell)),
    );
  };
  const every = columns.map((_, nth) => nth);
  const moments = new Moments(columns.length);
  pass(every, (nth, value) => moments.add(nth, value));
  const set = (nth: number, center: number, spread: number): void => {
    const { bound } = columns[nth]!;
    if (!Number.isFinite(center) || !Number.isFinite(spread)) throw tooLarge(bound.name);
    // A number that does not vary is only shifted. Rounding may give it a spread besides 0.
    const isConstant = spread === 0 || moments.minima[nth] === moments.maxima[nth];
    // JSON has no −0.
    columns[nth]!.bound = { ...bound, center: center + 0, scale: isConstant ? 1 : spread };
  };
  if (scale === "robust") {
    countValues(every, length, pass, (nth, values) => {
      const [low, middle, high] = quantiles(values, moments.counts[nth]!, [0.25, 0.5, 0.75]) as [
        number,
        number,
        number,
      ];
      set(nth, middle, high - low);
    });
  } else if (scale === "min-max") {
    for (const nth of every) set(nth, moments.minima[nth]!, moments.maxima[nth]! - moments.minima[nth]!);
  } else {
    const squares = new Float64Array(columns.length);
    const means = every.map((nth) => moments.mean(nth));
    pass(every, (nth, value) => (squares[nth]! += (value - means[nth]!) ** 2));
    for (const nth of every) set(nth, means[nth]!, Math.sqrt(squares[nth]! / length));
  }
}

function tooLarge(name: string): ValueError {
  return new ValueError(
    `fit: column ${quoted(name)} has numbers too large for their statistics, expected smaller ones`,
  );
}

/** Every cell of the columns at these places, with the cells of the rows around it. */
function eachCell(
  table: Table,
  rows: Int32Array | null,
  places: readonly number[],
  visit: (nth: number, cell: number, cells: Float64Array, i: number) => void,
): void {
  for (const { count, cells } of table.chunks(rows)) {
    for (let i = 0; i < count; i++) {
      for (let nth = 0; nth < places.length; nth++) visit(nth, cells[i * table.width + places[nth]!]!, cells, i);
    }
  }
}
