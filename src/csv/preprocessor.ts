import { FormatError, ValueError } from "../base/errors.ts";
import { checkValue } from "../base/check.ts";
import { collect } from "../data/collect.ts";
import type { Dataset } from "../data/dataset.ts";
import { bindInputs, bindTarget, type Bound, type BoundTarget, placeIn, shown, valueOf } from "./binding.ts";
import type { CellKind } from "./cells.ts";
import { EncodedRows } from "./encoded-rows.ts";
import { learnColumns } from "./learn.ts";
import { checkedState } from "./checked-state.ts";
import { type MissingPolicy, type PreprocessorState, targetKind } from "./preprocessor-state.ts";
import type { TableSchema } from "./read-csv.ts";
import type { Table } from "./table.ts";
import { emptyTarget, learnTarget, type Task } from "./target.ts";
import { checkedRows, completeRows, emptyCell, inOrder } from "./usable-rows.ts";

/** Options of a `Preprocessor`. */
export interface PreprocessorOptions {
  /** The column that the model shall tell; null for none. */
  readonly target: string | null;
  /**
   * Default: classification if the target is text, or at most 20 different whole numbers, each of them twice on average;
   * otherwise regression.
   */
  readonly task?: Task | undefined;
  /**
   * What texts become: a number 0 or 1 for each category (default), or the category's place in alphabetical order, scaled
   * like a number.
   */
  readonly text?: "one-hot" | "ordinal" | undefined;
  /**
   * What becomes of empty cells: an error (default), the mean, median or most frequent value of their column (for texts
   * always the most frequent, of several the first), or their rows are left out. An empty target is an error, unless dropped.
   */
  readonly missing?: MissingPolicy | undefined;
  /** How numbers are scaled: to mean 0 and variance 1 (default), to 0 to 1, to median 0 and interquartile range 1, or not. */
  readonly scale?: "standard" | "min-max" | "robust" | "none" | undefined;
  /** Whether the target of a regression is scaled to mean 0 and variance 1; default true. `inverseTarget` undoes it. */
  readonly scaleTarget?: boolean | undefined;
  /** What becomes of categories that `fit` never saw: an error (default), or zeros for the model. */
  readonly unknown?: "error" | "zeros" | undefined;
}

/** Options of `transform` and `transformInputs`. */
export interface TransformOptions {
  /** Bytes that samples may take in memory; default 64 MB. More of them are encoded whenever they are read. */
  readonly memory?: number | undefined;
}

/** Under which name a preprocessor is saved beside a model's tensors. */
const METADATA = "preprocessor";
const MEMORY = 2 ** 26;

const CHOICES: readonly [keyof PreprocessorOptions, readonly unknown[]][] = [
  ["task", [undefined, "classification", "regression"]],
  ["text", [undefined, "one-hot", "ordinal"]],
  ["missing", [undefined, "error", "mean", "median", "most-frequent", "drop"]],
  ["scale", [undefined, "standard", "min-max", "robust", "none"]],
  ["scaleTarget", [undefined, true, false]],
  ["unknown", [undefined, "error", "zeros"]],
];

/**
 * Makes samples of a table's rows, by what it has learned from the rows for training: how texts become numbers, what stands
 * for empty cells, and how numbers are scaled. Each of these as scikit-learn's `OneHotEncoder`, `OrdinalEncoder`, `SimpleImputer`
 * and scalers, in this order.
 *
 *     const { train, test } = splitRows(table, { test: 0.2, seed: 7 });
 *     const preprocessor = new Preprocessor({ target: "species" }).fit(table, train);
 *     await fit(model, preprocessor.transform(table, train), { loss: crossEntropy, … });
 *     await save(model, path, preprocessor.metadata());
 *
 * Shapes: x float32 `[D]`, where D is the number of `features`; y int32 `[]`, the class, or float32 `[1]` for a regression.
 */
export class Preprocessor {
  /** Null if it was made of what another has learned. */
  #options: PreprocessorOptions | null;
  #state: PreprocessorState | null = null;

  /** Throws `ValueError` for an option that there is not. */
  constructor(options: PreprocessorOptions) {
    for (const [name, choices] of CHOICES) {
      const wanted = choices.filter((choice) => choice !== undefined).map((choice) => JSON.stringify(choice));
      checkValue("Preprocessor", name, options[name], choices.includes(options[name]), `one of ${wanted.join(", ")}`);
    }
    this.#options = options;
  }

  /** One that has learned what another has. Throws `FormatError` unless `state` is what another's `state` gave. */
  static from(state: unknown): Preprocessor {
    const made = new Preprocessor({ target: null });
    made.#options = null;
    made.#state = checkedState(state);
    return made;
  }

  /** The preprocessor among the texts beside a model's tensors; null if there is none. Throws `FormatError` if it is damaged. */
  static fromMetadata(metadata: ReadonlyMap<string, string>): Preprocessor | null {
    const text = metadata.get(METADATA);
    if (text === undefined) return null;
    let state: unknown;
    try {
      state = JSON.parse(text);
    } catch (error) {
      throw new FormatError("Preprocessor: the state is not JSON, expected what metadata() gave", { cause: error });
    }
    return Preprocessor.from(state);
  }

  /** What it has learned. Throws `ValueError` before `fit`. */
  get state(): PreprocessorState {
    if (this.#state === null)
      throw new ValueError("Preprocessor: nothing is learned yet, expected a call of fit before");
    return this.#state;
  }

  /** The target's name; null if there is none. */
  get target(): string | null {
    return this.state.target?.name ?? null;
  }

  /** What the model learns; null without a target. */
  get task(): Task | null {
    return this.state.target?.task ?? null;
  }

  /** Why that is the task: "its target is text". */
  get reason(): string {
    return this.state.reason;
  }

  /** The names of the classes, ascending; none unless the task is classification. */
  get classes(): readonly string[] {
    const { target } = this.state;
    return target?.task === "classification" ? Array.from(target.classes, String) : [];
  }

  /** A name for each number that enters the model: a column's, for one of several categories `column=category`. */
  get features(): readonly string[] {
    return this.state.columns.flatMap((column) =>
      column.kind === "text" && column.encoding === "one-hot"
        ? column.categories.map((category) => `${column.name}=${category}`)
        : [column.name],
    );
  }

  /** How to read other files of this kind: `readCsv(file, { schema: preprocessor.schema })`. */
  get schema(): TableSchema {
    const { columns, target, ignored } = this.state;
    const types = columns.map(({ name, kind }): [string, CellKind] => [name, kind]);
    if (target !== null) types.push([target.name, targetKind(target)]);
    return { types: Object.fromEntries(types), ignore: ignored };
  }

  /** Its state as a text, for `save(model, path, preprocessor.metadata())`. */
  metadata(): Map<string, string> {
    return new Map([[METADATA, JSON.stringify(this.state)]]);
  }

  /**
   * Learns from these rows of a table; default all. Only those for training should be among them; their order does not matter.
   *
   * Throws `ValueError` if there is no such target, one class only, no other column, an empty column, or a column of so
   * many different texts that it looks like an identifier; `FormatError`, which names row and column, for an empty cell that no
   * policy covers.
   */
  fit(table: Table, rows?: ArrayLike<number>): this {
    const options = this.#options;
    if (options === null) throw new ValueError("fit: the preprocessor has learned already, expected a new one");
    const { target, task, text = "one-hot", missing = "error", scale = "standard", scaleTarget = true } = options;
    const targetAt = target === null ? -1 : table.indexOf(target);
    const places = table.columns.flatMap((_, at) => (at === targetAt ? [] : [at]));
    if (places.length === 0) throw new ValueError("fit: the table holds the target only, expected another column");
    let used = inOrder(checkedRows("fit", table, rows));
    if (missing === "drop") used = completeRows("fit", table, used, targetAt < 0 ? places : [...places, targetAt]);
    const learned = target === null ? null : learnTarget(table, used, target, task, scaleTarget);
    this.#state = {
      version: 1,
      columns: learnColumns(table, used, places, { text, missing, scale }),
      target: learned?.state ?? null,
      reason: learned?.reason ?? "there is no target",
      ignored: table.ignored,
      drop: missing === "drop",
      unknown: options.unknown ?? "error",
    };
    return this;
  }

  /**
   * These rows of a table as samples with targets; default all. Rows that are left out for an empty cell are none of them.
   *
   * Samples that take at most `memory` are encoded at once and rest there; others whenever they are read, from the table, which
   * must not be closed before. Both have the same bits.
   *
   * Throws `ValueError` for a column that is missing, or that training never saw; `FormatError`, which names row and column,
   * for a category or class that training never saw, an empty cell that nothing stands for, or a cell of another kind.
   */
  transform(table: Table, rows?: ArrayLike<number>, { memory = MEMORY }: TransformOptions = {}): Dataset {
    const { target, drop } = this.state;
    const columns = bindInputs(table, this.state);
    const bound = target === null ? null : bindTarget(table, target);
    let used = checkedRows("transform", table, rows);
    if (drop) {
      const places = [...columns, ...(bound === null ? [] : [bound])].map(({ at }) => at);
      used = completeRows("transform", table, used, places);
    }
    return this.#encode(table, used, columns, bound, memory);
  }

  /**
   * All rows of a table as inputs for `predict`, in their order, with zeros as targets. The target's column may be there. Throws as
   * `transform` does; so does an empty cell if such rows are left out in training.
   */
  transformInputs(table: Table, { memory = MEMORY }: TransformOptions = {}): Dataset {
    return this.#encode(table, null, bindInputs(table, this.state), null, memory);
  }

  /** The numbers that a model for a regression tells, in the target's unit. Throws `ValueError` for another task. */
  inverseTarget(outputs: ArrayLike<number>): Float64Array {
    const { target } = this.state;
    if (target?.task !== "regression") {
      throw new ValueError(`inverseTarget: the task is ${String(this.task)}, expected regression`);
    }
    return Float64Array.from(outputs, (output) => output * target.scale + target.center);
  }

  #encode(
    table: Table,
    rows: Int32Array | null,
    columns: readonly Bound[],
    target: BoundTarget | null,
    memory: number,
  ): Dataset {
    this.#check(table, rows, columns, target);
    const samples = new EncodedRows(table, rows, columns, target);
    const bytes = 4 * samples.length * (samples.x.shape[0]! + 1);
    return bytes <= memory ? collect(samples) : samples;
  }

  /** Throws for the first cell that cannot be encoded, so that training does not end at it half-way. */
  #check(table: Table, rows: Int32Array | null, columns: readonly Bound[], target: BoundTarget | null): void {
    const { width } = table;
    for (const { count, cells } of table.chunks(inOrder(rows))) {
      for (let i = 0; i < count; i++) {
        for (const column of columns) this.#checkCell(table, cells, i, column);
        if (target === null) continue;
        const cell = cells[i * width + target.at]!;
        if (Number.isNaN(cell)) throw emptyTarget("transform", cells, i, width, target.name);
        if (!Number.isFinite(Math.fround(target.valueOf(cell)))) {
          const wanted = target.dtype === "int32" ? "a class that training has seen" : "a number that float32 holds";
          throw new FormatError(
            `transform: ${placeIn(cells, i, width, target.name)} is ${shown(table.columns[target.at]!, cell)}, expected ${wanted}`,
          );
        }
      }
    }
  }

  #checkCell(table: Table, cells: Float64Array, i: number, column: Bound): void {
    const cell = cells[i * table.width + column.at]!;
    const value = valueOf(column, cell);
    if (Number.isFinite(Math.fround((value - column.center) / column.scale))) return;
    const { unknown, drop } = this.state;
    if (Number.isNaN(cell)) {
      const remedy = drop
        ? "rows with empty cells were left out in training: leave this out, too"
        : 'fill it in, or train with missing: "mean", "median" or "most-frequent"';
      throw emptyCell("transform", cells, i, table.width, column.name, remedy);
    }
    if (Number.isNaN(value) && unknown === "zeros") return;
    const problem = Number.isNaN(value)
      ? 'a category that training has seen; mend it, or learn with unknown "zeros"'
      : "a number that float32 holds once it is scaled";
    throw new FormatError(
      `transform: ${placeIn(cells, i, table.width, column.name)} is ${shown(table.columns[column.at]!, cell)}, expected ${problem}`,
    );
  }
}
