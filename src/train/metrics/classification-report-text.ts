import { checkValue } from "../../base/check.ts";
import { ShapeError } from "../../base/errors.ts";
import type { ClassificationReport } from "./classification-report.ts";

/** Options of `classificationReportText`. */
export interface ClassificationReportTextOptions {
  /** Names of the classes; default 0, 1, 2, … */
  readonly names?: readonly string[];
  /** Decimals; default 2. */
  readonly digits?: number;
}

/**
 * A report as a text table, to the letter as scikit-learn's `classification_report` of all classes.
 *
 *     console.log(classificationReportText(classificationReport(confusionMatrix(outputs, labels)), { names }));
 *
 * Throws `ShapeError` unless there is a name for each class, `ValueError` unless digits are a whole number from 0 to 15.
 */
export function classificationReportText(
  report: ClassificationReport,
  { names, digits = 2 }: ClassificationReportTextOptions = {},
): string {
  const isValid = Number.isInteger(digits) && digits >= 0 && digits <= 15;
  checkValue("classificationReportText", "digits", digits, isValid, "a whole number from 0 to 15");
  const { support, accuracy, macro, weighted } = report;
  if (names !== undefined && names.length !== support.length) {
    throw new ShapeError(
      `classificationReportText: there are ${names.length} names, expected ${support.length}, one a class`,
    );
  }
  const heads = names ?? support.map((_, i) => String(i));
  const width = Math.max(...heads.map((name) => [...name].length), "weighted avg".length, digits);
  const line = (head: string, cells: readonly string[]): string =>
    `${" ".repeat(width - [...head].length)}${head} ${cells.map((cell) => ` ${cell.padStart(9)}`).join("")}\n`;
  const row = (head: string, { precision, recall, f1 }: typeof macro, samples: number): string =>
    line(head, [...[precision, recall, f1].map((v) => decimal(v, digits)), String(samples)]);
  const all = support.reduce((sum, n) => sum + n, 0);
  const classes = heads.map((head, i) => {
    const figures = { precision: report.precision[i]!, recall: report.recall[i]!, f1: report.f1[i]! };
    return row(head, figures, support[i]!);
  });
  return [
    line("", ["precision", "recall", "f1-score", "support"]),
    "\n",
    ...classes,
    "\n",
    line("accuracy", ["", "", decimal(accuracy, digits), String(all)]),
    row("macro avg", macro, all),
    row("weighted avg", weighted, all),
  ].join("");
}

/** `v` from 0 to 1 as Python rounds it: what lies exactly between two decimals goes to the even one, where `toFixed` goes up. */
function decimal(v: number, digits: number): string {
  const text = v.toFixed(digits);
  const isBetween = (v * 2 ** (digits + 1)) % 2 === 1;
  return isBetween && Number(text.at(-1)) % 2 === 1 ? (v * (1 - Number.EPSILON)).toFixed(digits) : text;
}
