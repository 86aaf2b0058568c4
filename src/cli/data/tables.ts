import { type CsvOptions, formatCsv, readCsv, type Table } from "../../csv/index.ts";
import { iris, wine } from "../../data/datasets/index.ts";
import { readCsvFile } from "../../node/index.ts";
import { joined, type Parts } from "./pictures.ts";

/** A dataset with named columns that ships with the package. */
export interface EmbeddedTable {
  readonly title: string;
  readonly noun: string;
  readonly target: string;
  /** Its parts, drawn by a seed. */
  parts(options: { readonly seed: number }): Classified;
}

/** What an embedded dataset gives. */
interface Classified extends Parts {
  readonly classes: readonly string[];
  readonly features: readonly string[];
}

/** An open table. Of an embedded dataset, the first `trainingRows` rows are its part for training; of a file, it is null. */
export interface OpenTable {
  readonly table: Table;
  readonly trainingRows: number | null;
}

/** The datasets that are tables, by name. */
export const TABLES: Readonly<Record<string, EmbeddedTable>> = {
  iris: { title: "Irises", noun: "flowers", target: "species", parts: iris },
  wine: { title: "Wines", noun: "wines", target: "cultivar", parts: wine },
};

/** The dataset of that name, if there is one. */
export function embedded(name: string): EmbeddedTable | undefined {
  return Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
}

/** The rows of an embedded dataset, or of a file. */
export async function openTable(name: string, seed: number, options: CsvOptions): Promise<OpenTable> {
  const dataset = embedded(name);
  if (dataset === undefined) return { table: await readCsvFile(name, options), trainingRows: null };
  const parts = dataset.parts({ seed });
  return { table: await readCsv(csvOf(parts, dataset.target), options), trainingRows: parts.train.length };
}

function csvOf(data: Classified, target: string): string {
  const { x, y, length } = joined(data);
  const width = data.features.length;
  const rows = Array.from({ length }, (_, i) => [
    // The decimals that were written before they became float32: seven digits tell any of these apart.
    ...Array.from(x.data.subarray(i * width, (i + 1) * width), (value) => Number(value.toPrecision(7))),
    data.classes[y.data[i]!]!,
  ]);
  return formatCsv([[...data.features, target], ...rows]);
}
