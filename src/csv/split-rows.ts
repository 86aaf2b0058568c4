import { ArrayDataset } from "../data/array-dataset.ts";
import { collect } from "../data/collect.ts";
import type { Dataset } from "../data/dataset.ts";
import { split, type SplitOptions } from "../data/split.ts";
import { ValueError } from "../base/errors.ts";
import { quoted } from "../io/scanner.ts";
import type { Table } from "./table.ts";

/** Options of `splitRows`: at least one of `test` and `validation`. */
export interface SplitRowsOptions extends Omit<SplitOptions, "stratify"> {
  /** The column whose values all parts shall have in the proportion of the whole; default none. */
  readonly stratify?: string | undefined;
}

/** Rows of a table by their part, each in random order. */
export interface RowSplit {
  readonly train: Int32Array;
  readonly test: Int32Array;
  readonly validation: Int32Array;
}

/** Most different values of a column that parts are stratified by. */
const MOST_GROUPS = 1000;

/**
 * Rows of a table for training, testing and validation, drawn as `split` draws samples. A preprocessor learns from the
 * first of them alone. Empty cells are a group of their own where parts are stratified.
 *
 * Throws `ValueError` as `split` does, and for a column of more than 1,000 different values.
 */
export function splitRows(table: Table, { stratify, ...sizes }: SplitRowsOptions): RowSplit {
  const rows = Int32Array.from({ length: table.length }, (_, i) => i);
  const labels = stratify === undefined ? new Int32Array(table.length) : groupsOf(table, stratify);
  const parts = split(new ArrayDataset(rows, labels), { ...sizes, stratify: stratify !== undefined });
  const rowsOf = (part: Dataset): Int32Array => Int32Array.from(collect(part).x.data);
  return { train: rowsOf(parts.train), test: rowsOf(parts.test), validation: rowsOf(parts.validation) };
}

function groupsOf(table: Table, name: string): Int32Array {
  const at = table.indexOf(name);
  const groups = new Map<number, number>();
  const labels = new Int32Array(table.length);
  for (const { start, count, cells } of table.chunks()) {
    for (let i = 0; i < count; i++) {
      const cell = cells[i * table.width + at]!;
      let group = groups.get(cell);
      if (group === undefined) groups.set(cell, (group = groups.size));
      labels[start + i] = group;
    }
    if (groups.size > MOST_GROUPS) {
      throw new ValueError(
        `splitRows: column ${quoted(name)} has more than ${MOST_GROUPS} different values, expected fewer to stratify by`,
      );
    }
  }
  return labels;
}
