import { ArrayDataset } from "../array-dataset.ts";
import { collect } from "../collect.ts";
import { split } from "../split.ts";

/** Options of a dataset that comes in two parts. */
export interface PartsOptions {
  /** Draws the test part; default 7. */
  readonly seed?: number;
}

/** A table of samples with a class each, in two parts with the classes in the same proportion. */
export interface ClassifiedTable {
  readonly train: ArrayDataset;
  readonly test: ArrayDataset;
  /** Names of the classes: label 0, label 1, … */
  readonly classes: readonly string[];
  /** Names of the numbers in an input, in their order. */
  readonly features: readonly string[];
}

/** A table as tools/embed-data.mjs writes it. */
interface EmbeddedTable {
  /** Whole numbers of a column, in one text. */
  readonly COLUMNS: readonly string[];
  readonly DIVISORS: readonly number[];
  /** A digit a sample. */
  readonly LABELS: string;
}

const TEST_SHARE = 0.2;

/** Both parts of an embedded table. */
export function partsOf(
  { COLUMNS, DIVISORS, LABELS }: EmbeddedTable,
  { seed = 7 }: PartsOptions,
): { readonly train: ArrayDataset; readonly test: ArrayDataset } {
  const width = COLUMNS.length;
  const x = new Float32Array(LABELS.length * width);
  COLUMNS.forEach((column, c) =>
    column.split(" ").forEach((value, row) => (x[row * width + c] = Number(value) / DIVISORS[c]!)),
  );
  const all = new ArrayDataset({ data: x, shape: [width] }, Int32Array.from(LABELS, Number));
  const { train, test } = split(all, { test: TEST_SHARE, stratify: true, seed });
  return { train: collect(train), test: collect(test) };
}
