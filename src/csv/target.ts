import type { FormatError } from "../base/errors.ts";
import { ValueError } from "../base/errors.ts";
import { quoted } from "../io/scanner.ts";
import type { CellKind } from "./cells.ts";
import type { TargetState } from "./preprocessor-state.ts";
import { Moments } from "./statistics.ts";
import type { Table } from "./table.ts";
import { emptyCell } from "./usable-rows.ts";

/** What a model learns: one of several classes, or a number. */
export type Task = "classification" | "regression";

/** Most classes of a target. */
const MOST_CLASSES = 1000;
/** Most different numbers that are taken for classes unless the task is given. */
const INFERRED_CLASSES = 20;

/** What is learned about a target, and why its task. */
export interface LearnedTarget {
  readonly state: TargetState;
  readonly reason: string;
}

/**
 * Learns about the target from these rows. Text makes classes; so do at most 20 different whole numbers, each of them twice
 * on average; other numbers make a regression. Throws `ValueError` if there is one class only, or too many.
 */
export function learnTarget(
  table: Table,
  rows: Int32Array | null,
  name: string,
  asked: Task | undefined,
  standardize: boolean,
): LearnedTarget {
  const at = table.indexOf(name);
  const column = table.columns[at]!;
  const moments = new Moments(1);
  const distinct = new Set<number>();
  let areWhole = true;
  eachCell(table, rows, at, name, (cell) => {
    moments.add(0, cell);
    areWhole &&= Number.isInteger(cell);
    if (distinct.size <= MOST_CLASSES) distinct.add(cell);
  });
  const length = moments.counts[0]!;
  const [task, reason] = taskOf(column.kind, distinct.size, areWhole, length);
  if ((asked ?? task) === "classification") {
    const codes = [...distinct].sort((a, b) => a - b);
    const classes = column.kind === "text" ? codes.map((code) => column.values[code]!).sort() : codes;
    checkClasses(name, classes, length);
    return {
      state: { name, task: "classification", classes },
      reason: asked === undefined ? reason : "it was asked for",
    };
  }
  if (column.kind === "text") {
    throw new ValueError(`fit: the target ${quoted(name)} is text, expected numbers for a regression`);
  }
  if (moments.minima[0] === moments.maxima[0]) {
    throw new ValueError(
      `fit: the target ${quoted(name)} is ${moments.minima[0]!} in every row, expected different numbers`,
    );
  }
  const [center, scale] = standardize ? [moments.mean(0), deviation(table, rows, at, name, moments)] : [0, 1];
  if (!Number.isFinite(center) || !Number.isFinite(scale)) {
    throw new ValueError(
      `fit: the target ${quoted(name)} has numbers too large for their variance, expected smaller ones`,
    );
  }
  return {
    state: { name, task: "regression", center, scale },
    reason: asked === undefined ? reason : "it was asked for",
  };
}

function taskOf(kind: CellKind, distinct: number, areWhole: boolean, length: number): [Task, string] {
  if (kind === "text") return ["classification", "its target is text"];
  if (!areWhole) return ["regression", "its target has numbers that are not whole"];
  if (distinct <= INFERRED_CLASSES && 2 * distinct <= length) {
    return ["classification", `its target has ${distinct} different whole numbers in ${length} rows`];
  }
  const number = distinct > MOST_CLASSES ? `more than ${MOST_CLASSES}` : `${distinct}`;
  return ["regression", `its target has ${number} different numbers in ${length} rows`];
}

function checkClasses(name: string, classes: readonly unknown[], length: number): void {
  if (classes.length < 2) {
    throw new ValueError(
      `fit: the target ${quoted(name)} has one class only, ${quoted(String(classes[0]))}, expected two or more`,
    );
  }
  if (classes.length > MOST_CLASSES || isIdentifier(classes.length, length)) {
    const number = classes.length > MOST_CLASSES ? `more than ${MOST_CLASSES}` : `${classes.length}`;
    throw new ValueError(`fit: the target ${quoted(name)} has ${number} classes in ${length} rows, expected fewer`);
  }
}

/** Whether a column of that many different texts in so many rows tells rows apart rather than kinds of them. */
export function isIdentifier(distinct: number, rows: number): boolean {
  return distinct > 20 && distinct > 0.9 * rows;
}

function deviation(table: Table, rows: Int32Array | null, at: number, name: string, moments: Moments): number {
  const mean = moments.mean(0);
  let sum = 0;
  eachCell(table, rows, at, name, (cell) => (sum += (cell - mean) ** 2));
  return Math.sqrt(sum / moments.counts[0]!);
}

function eachCell(
  table: Table,
  rows: Int32Array | null,
  at: number,
  name: string,
  visit: (cell: number) => void,
): void {
  for (const { count, cells } of table.chunks(rows)) {
    for (let i = 0; i < count; i++) {
      const cell = cells[i * table.width + at]!;
      if (Number.isNaN(cell)) throw emptyTarget("fit", cells, i, table.width, name);
      visit(cell);
    }
  }
}

/** The error for a row without a target. */
export function emptyTarget(op: string, cells: Float64Array, i: number, width: number, name: string): FormatError {
  return emptyCell(op, cells, i, width, name, 'fill in the target, or leave such rows out with missing: "drop"');
}
