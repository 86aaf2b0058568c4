import type { Preprocessor } from "../../csv/index.ts";
import type { Dataset } from "../../data/index.ts";
import type { TaskKind } from "../choices.ts";

/** What is learned: which class a sample belongs to, or a number. */
export interface Task {
  readonly kind: TaskKind;
  /** What is predicted: a column's name, or what a picture shows. */
  readonly target: string;
  /** Names of the classes, label 0 first; none for a number. */
  readonly classes: readonly string[];
}

/** Samples to learn from, and others to test with. */
export interface Material {
  readonly title: string;
  /** What a sample is, in the plural. */
  readonly noun: string;
  readonly task: Task;
  /** Why this task, if it was inferred. */
  readonly reason: string | null;
  readonly train: Dataset;
  readonly test: Dataset;
  /** What made numbers of a table's columns; null for pictures. */
  readonly preprocessor: Preprocessor | null;
  /** Height and width, if samples are pictures. */
  readonly size: readonly [number, number] | null;
  /** Gives back what the samples rest in. */
  close(): void;
}

/** How the samples of a run were divided. */
export interface Division {
  /** Share of the samples that is held out; null for the dataset's own parts, or the share for files. */
  readonly validation: number | null;
  readonly seed: number;
}

/** What to do with the columns of a table; undefined leaves it to the preprocessor. */
export interface TableOptions {
  readonly target?: string | undefined;
  readonly task?: TaskKind | undefined;
  readonly missing?: "error" | "mean" | "median" | "most-frequent" | "drop" | undefined;
  readonly scale?: "standard" | "min-max" | "robust" | "none" | undefined;
  readonly text?: "one-hot" | "ordinal" | undefined;
  readonly unknown?: "error" | "zeros" | undefined;
  /** Columns that are text though their cells may look like numbers. */
  readonly asText?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
}
