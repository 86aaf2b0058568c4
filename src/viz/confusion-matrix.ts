import { ShapeError, ValueError } from "../base/errors.ts";
import { formatPercent } from "./format.ts";
import { html, type Markup } from "./html.ts";
import { printable } from "./printable.ts";

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
 * Throws `ShapeError` unless the matrix is square and every class has a name, `ValueError` for a count that is none.
 */
export function confusionMatrixText(matrix: ConfusionMatrix): string {
  const { names, rows } = checked("confusionMatrixText", matrix);
  const head = ["true", ...names, "recall"];
  const body = rows.map((row, t) => [
    names[t]!,
    ...row.map((count) => (count === 0 ? "·" : String(count))),
    formatPercent(recall(row, t)),
  ]);
  const width = (column: number): number => Math.max(...[head, ...body].map((line) => [...line[column]!].length));
  const widths = head.map((_, column) => width(column));
  const lines = [head, ...body].map((line) => line.map((cell, c) => pad(cell, widths[c]!)).join("  "));
  return [`${" ".repeat(widths[0]! + 2)}predicted`, ...lines].join("\n");
}

/** The matrix as an HTML table, hits and misses shaded by their share of the true class, with recall and precision. */
export function confusionMatrixTable(matrix: ConfusionMatrix): Markup {
  const { names, rows } = checked("confusionMatrixTable", matrix);
  const cell = (count: number, t: number, p: number): Markup => {
    const total = sum(rows[t]!);
    if (count === 0) return html`<td class="none">0</td>`;
    // The root keeps a single miss among many samples visible.
    const shade = Math.sqrt(count / total).toFixed(3);
    const said = `${count} of ${total} samples of ${names[t]!} were taken for ${names[p]!}`;
    return html`<td class="${t === p ? "hit" : "miss"}" style="--share: ${shade}" title="${said}">${count}</td>`;
  };
  const precision = names.map((_, p) => rows[p]![p]! / sum(rows.map((row) => row[p]!)));
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
              <td class="rate">${rate(recall(row, t))}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">precision, %</th>
          ${precision.map((share) => html`<td class="rate">${rate(share)}</td>`)}
          <td></td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}

function checked(op: string, { counts, classes }: ConfusionMatrix): { names: string[]; rows: number[][] } {
  const rows = counts.map((row) => Array.from(row));
  const V = rows.length;
  for (const [t, row] of rows.entries()) {
    if (row.length !== V)
      throw new ShapeError(`${op}: counts[${t}] has ${row.length} columns, expected ${V}, one a row`);
    for (const [p, count] of row.entries()) {
      if (!(Number.isInteger(count) && count >= 0)) {
        throw new ValueError(`${op}: counts[${t}][${p}] is ${count}, expected a whole number from 0 on`);
      }
    }
  }
  if (classes !== undefined && classes.length !== V) {
    throw new ShapeError(`${op}: classes holds ${classes.length} names, expected ${V}, one a row of counts`);
  }
  return { names: rows.map((_, i) => printable(classes?.[i] ?? String(i))), rows };
}

/** Share of the samples of class `t` that were found; NaN if there are none. */
function recall(row: readonly number[], t: number): number {
  return row[t]! / sum(row);
}

/** Percent without its sign, which the heading says. */
function rate(share: number): string {
  return formatPercent(share).replace(" %", "");
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function pad(cell: string, width: number): string {
  return " ".repeat(width - [...cell].length) + cell;
}
