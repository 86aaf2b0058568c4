import { formatCsv, readCsv, type CsvOptions, type Table } from "../../csv/index.ts";
import { iris, wine } from "../../data/datasets/index.ts";
import { readCsvFile } from "../../node/index.ts";
import { joined, type Parts } from "./pictures.ts";

/** A dataset with named columns that ships with the package. */
export interface EmbeddedTable {
  readonly title: string;
  readonly noun: string;
  readonly target: string;
  /** Its rows as CSV. */
  csv(): string;
}

/** What an embedded dataset gives. */
interface Classified extends Parts {
  readonly classes: readonly string[];
  readonly features: readonly string[];
}

/** The datasets that are tables, by name. */
export const TABLES: Readonly<Record<string, EmbeddedTable>> = {
  iris: { title: "Irises", noun: "flowers", target: "species", csv: () => csvOf(iris(), "species") },
  wine: { title: "Wines", noun: "wines", target: "cultivar", csv: () => csvOf(wine(), "cultivar") },
};

/** The rows of an embedded dataset, or of a file. */
export async function openTable(name: string, options: CsvOptions): Promise<Table> {
  return Object.hasOwn(TABLES, name) ? await readCsv(TABLES[name]!.csv(), options) : await readCsvFile(name, options);
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
