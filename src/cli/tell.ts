import type { EpochEnd } from "../train/callbacks.ts";
import { classificationReport } from "../train/metrics/index.ts";
import { formatNumber, formatPercent } from "../viz/format.ts";
import { confusionMatrixText, textTable } from "../viz/index.ts";
import { printable } from "../viz/printable.ts";
import type { Material, Task } from "./data/material.ts";
import type { Outcome } from "./figures.ts";

/** Takes a line, or several. */
export type Print = (text: string) => void;

/** A matrix of more classes does not fit a terminal. */
const MOST_CLASSES = 20;
/** Names that a line lists. */
const LISTED = 8;

/** A whole number as it is read: `1,437`. */
export function counted(n: number): string {
  return n.toLocaleString("en-US");
}

/** Some of many names. */
export function listed(names: readonly string[]): string {
  const more = names.length > LISTED ? `, … ${counted(names.length - LISTED)} more` : "";
  return printable(names.slice(0, LISTED).join(", ") + more);
}

/** What a task is, in words: `classification of species into 3 classes (setosa, versicolor, virginica)` */
export function formatTask({ kind, target, classes }: Task): string {
  if (kind === "regression") return `regression of ${printable(target)}`;
  return `classification of ${printable(target)} into ${counted(classes.length)} classes (${listed(classes)})`;
}

/** Tells what is about to be learned. */
export function tellMaterial(print: Print, { train, test, noun, task, reason }: Material): void {
  print(`${counted(train.length)} ${noun} to train with, ${counted(test.length)} to test with`);
  const other = task.kind === "classification" ? "regression" : "classification";
  const why = reason === null ? "" : `: ${printable(reason)}; --task ${other} would have it otherwise`;
  print(`A ${formatTask(task)}${why}`);
}

/** Tells how well a model did; `on` says with what. */
export function tellResult(print: Print, task: Task, outcome: Outcome, on: string): void {
  if (outcome.kind === "regression") {
    const { loss, meanAbsoluteError, rootMeanSquaredError, r2 } = outcome.figures;
    print(
      `Test R² ${r2.toFixed(4)} ${on}, mean absolute error ${formatNumber(meanAbsoluteError)}, ` +
        `root mean squared error ${formatNumber(rootMeanSquaredError)}, loss ${loss.toFixed(4)}`,
    );
    return;
  }
  const { accuracy, confusion, loss } = outcome.figures;
  if (confusion.length <= MOST_CLASSES) {
    print(`${confusionMatrixText({ counts: confusion, classes: task.classes })}\n`);
  }
  print(`Test accuracy ${formatPercent(accuracy, 2)} ${on}, loss ${loss.toFixed(4)}`);
}

/** Tells how well each class was told. */
export function tellClasses(print: Print, { classes }: Task, confusion: readonly (readonly number[])[]): void {
  const { precision, recall, f1, support } = classificationReport(confusion);
  const rows = classes.map((name, i) => [
    printable(name),
    ...[precision, recall, f1].map((figures) => formatPercent(figures[i]!)),
    counted(support[i]!),
  ]);
  print(textTable([["class", "precision", "recall", "F1", "samples"], ...rows]));
}

/** Samples trained with in a second, without validation, over all epochs. */
export function throughput(history: readonly EpochEnd[]): number {
  return history.length / history.reduce((sum, { samplesPerSecond }) => sum + 1 / samplesPerSecond, 0);
}
