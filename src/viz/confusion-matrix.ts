import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { type ClassificationReport, classificationReport } from "../train/metrics/index.ts";
import { formatPercent } from "./format.ts";
import { html, type Markup } from "./html.ts";
import { printable } from "./printable.ts";
import { textTable } from "./text-table.ts";

/** Counts of a classification: `counts[t][p]` samples of class t were taken for class p. */
export interface ConfusionMatrix {
  readonly counts: readonly ArrayLike<number>[];
  /** Names of the classes; default 0, 1, 2, … */
  readonly classes?: readonly string[];
}

/**
 * The matrix as a text table: a row a true class, a column a predicted one, zeros as dots; at the right the recall of
 * the class, the share of its samples that were found.
 *
 * Throws `ShapeError` unless the matrix is square and every class has a name, `ValueError` if it is empty or a count is none.
 */
export function confusionMatrixText(matrix: ConfusionMatrix): string {
  const { names, rows, figures } = checkedMatrix("confusionMatrixText", matrix);
  const head = ["true", ...names, "recall"];
  const body = rows.map((row, t) => [
    names[t]!,
    ...row.map((count) => (count === 0 ? "·" : String(count))),
    formatPercent(figures.recall[t]!),
  ]);
  const width = Math.max(...names.map((name) => [...name].length), "true".length);
  return `${" ".repeat(width + 2)}predicted\n${textTable([head, ...body])}`;
}

/** The matrix as an HTML table, hits and misses shaded by their share of the true class, with recall and precision. */
export function confusionMatrixTable(matrix: ConfusionMatrix): Markup {
  const { names, rows, figures } = checkedMatrix("confusionMatrixTable", matrix);
  const cell = (count: number, t: number, p: number): Markup => {
    const total = figures.support[t]!;
    if (count === 0) return html`<td class="none">0</td>`;
    // The root keeps a single miss among many samples visible.
    const shade = Math.sqrt(count / total).toFixed(3);
    const said = `${count} of ${total} samples of ${names[t]!} were taken for ${names[p]!}`;
    return html`<td class="${t === p ? "hit" : "miss"}" style="--share: ${shade}" title="${said}">${count}</td>`;
  };
  return html`<div class="wide" tabindex="0" role="region" aria-label="Confusion matrix">
    <table class="confusion">
      <thead>
        <tr>
          <th scope="col">true \\ predicted</th>
          ${names.map((name) => html`<th scope="col">${name}</th>`)}
          <th scope="col" class="rate">recall, %</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, t) =>
            html`<tr>
              <th scope="row">${names[t]!}</th>
              ${row.map((count, p) => cell(count, t, p))}
              <td class="rate">${rate(figures.recall[t]!)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">precision, %</th>
          ${figures.precision.map((share) => html`<td class="rate">${rate(share)}</td>`)}
          <td></td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}

/** Counts as rows with a name each, and what they come to. */
export interface CheckedMatrix {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly figures: ClassificationReport;
}

/** Throws as `confusionMatrixText` does; `op` begins messages. */
export function checkedMatrix(op: string, { counts, classes }: ConfusionMatrix): CheckedMatrix {
  const rows = counts.map((row) => Array.from(row));
  const V = rows.length;
  checkValue(op, "counts", "empty", V > 0, "at least one row");
  for (const [t, row] of rows.entries()) {
    if (row.length !== V) {
      throw new ShapeError(`${op}: counts[${t}] has ${row.length} columns, expected ${V}, one a row`);
    }
    for (const [p, count] of row.entries()) {
      const isCount = Number.isInteger(count) && count >= 0;
      checkValue(op, `counts[${t}][${p}]`, count, isCount, "a whole number from 0 on");
    }
  }
  if (classes !== undefined && classes.length !== V) {
    throw new ShapeError(`${op}: classes holds ${classes.length} names, expected ${V}, one a row of counts`);
  }
  const names = rows.map((_, i) => printable(classes?.[i] ?? String(i)));
  return { names, rows, figures: classificationReport(rows) };
}

/** Percent without its sign, which the heading says. */
function rate(share: number): string {
  return formatPercent(share).replace(" %", "");
}
