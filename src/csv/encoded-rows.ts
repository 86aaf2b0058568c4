import { IndexError } from "../base/errors.ts";
import type { Dataset, Field } from "../data/dataset.ts";
import type { TypedArray } from "../tensor/dtype.ts";
import { type Bound, type BoundTarget, encodeRow } from "./binding.ts";
import type { Table } from "./table.ts";

/** Rows of a table as samples. They are read and encoded when they are asked for. */
export class EncodedRows implements Dataset {
  readonly length: number;
  readonly x: Field;
  readonly y: Field;
  readonly #table: Table;
  /** Rows of the table; null for all of them. */
  readonly #rows: Int32Array | null;
  readonly #columns: readonly Bound[];
  readonly #target: BoundTarget | null;
  #cells = new Float64Array(0);

  /** Without a target, targets are zeros. */
  constructor(table: Table, rows: Int32Array | null, columns: readonly Bound[], target: BoundTarget | null) {
    this.#table = table;
    this.#rows = rows;
    this.#columns = columns;
    this.#target = target;
    this.length = rows?.length ?? table.length;
    this.x = { shape: [columns.reduce((sum, { size }) => sum + size, 0)], dtype: "float32" };
    this.y = target?.dtype === "float32" ? { shape: [1], dtype: "float32" } : { shape: [], dtype: "int32" };
  }

  /** Throws `IndexError` for a sample that is not there, `ValueError` if the table is closed. */
  read(indices: Int32Array, x: TypedArray, y: TypedArray): void {
    const { width } = this.#table;
    const size = this.x.shape[0]!;
    if (this.#cells.length < indices.length * width) this.#cells = new Float64Array(indices.length * width);
    const cells = this.#cells;
    this.#table.read(this.#tableRows(indices), cells);
    for (let i = 0; i < indices.length; i++) {
      encodeRow(this.#columns, cells, i * width, x, i * size);
      y[i] = this.#target === null ? 0 : this.#target.valueOf(cells[i * width + this.#target.at]!);
    }
  }

  #tableRows(indices: Int32Array): Int32Array {
    for (const index of indices) {
      if (!(index >= 0 && index < this.length)) {
        throw new IndexError(`table: index is ${index}, expected 0 <= index < ${this.length}`);
      }
    }
    const rows = this.#rows;
    return rows === null ? indices : indices.map((index) => rows[index]!);
  }
}
