/** Rows of numbers at rest, each as long as the others, in the order in which they came. */
export interface RowStore {
  /** Takes in whole rows. The array stays the caller's. */
  append(rows: Float64Array): void;
  /** Copies `count` rows from number `first` on to the beginning of `into`. */
  read(first: number, count: number, into: Float64Array): void;
  /** Frees what the rows take. */
  close(): void;
}

/** A place for rows of `width` numbers. */
export type StoreFactory = (width: number) => RowStore;

/** Rows in memory, in the blocks in which they came, all of which hold as many rows but the last. */
export class MemoryRows implements RowStore {
  readonly #width: number;
  #blocks: Float64Array[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  append(rows: Float64Array): void {
    this.#blocks.push(rows.slice());
  }

  read(first: number, count: number, into: Float64Array): void {
    const perBlock = (this.#blocks[0]?.length ?? 0) / this.#width;
    for (let done = 0; done < count;) {
      const block = this.#blocks[Math.floor((first + done) / perBlock)]!;
      const within = (first + done) % perBlock;
      const rows = Math.min(count - done, block.length / this.#width - within);
      const [from, size] = [within * this.#width, rows * this.#width];
      if (rows === 1) for (let i = 0; i < size; i++) into[done * size + i] = block[from + i]!;
      else into.set(block.subarray(from, from + size), done * this.#width);
      done += rows;
    }
  }

  close(): void {
    this.#blocks = [];
  }
}
