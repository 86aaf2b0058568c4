import type { CellKind } from "./cells.ts";

/** What a preprocessor has learned about a column of inputs. */
export type ColumnState =
  | {
      readonly name: string;
      readonly kind: "number";
      /** Stands for an empty cell; null if those are errors, or their rows left out. */
      readonly fill: number | null;
      /** A value v enters the model as `(v − center) / scale`. */
      readonly center: number;
      readonly scale: number;
    }
  | {
      readonly name: string;
      readonly kind: "text";
      /** A number 0 or 1 for each category, or the category's place, centered and scaled. */
      readonly encoding: "one-hot" | "ordinal";
      /** Ascending. */
      readonly categories: readonly string[];
      readonly fill: string | null;
      /** 0 and 1 for one-hot. */
      readonly center: number;
      readonly scale: number;
    };

/** What a preprocessor has learned about the target. */
export type TargetState =
  | { readonly name: string; readonly task: "classification"; readonly classes: readonly string[] | readonly number[] }
  | { readonly name: string; readonly task: "regression"; readonly center: number; readonly scale: number };

/** What becomes of empty cells. */
export type MissingPolicy = "error" | "mean" | "median" | "most-frequent" | "drop";

/** All that a preprocessor has learned. Plain data, to be saved as JSON. */
export interface PreprocessorState {
  readonly version: 1;
  readonly columns: readonly ColumnState[];
  readonly target: TargetState | null;
  /** Why this task. */
  readonly reason: string;
  /** Columns that were left out. */
  readonly ignored: readonly string[];
  /** Whether rows with empty cells are left out. */
  readonly drop: boolean;
  /** What becomes of categories that were not learned. */
  readonly unknown: "error" | "zeros";
}

/** What the target's column holds. */
export function targetKind(target: TargetState): CellKind {
  return target.task === "classification" && typeof target.classes[0] === "string" ? "text" : "number";
}
