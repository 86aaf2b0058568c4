/** A value and how often it occurs. */
export type Frequency = readonly [value: number, count: number];

/**
 * Counts how often each value occurs, in memory for `capacity` different values: of more it keeps the smallest, so that
 * another pass over the data can count those after them.
 */
class Counter {
  /** Whether values beyond the last of `result` were left out. */
  overflowed = false;
  readonly #after: number | undefined;
  readonly #capacity: number;
  readonly #fresh: Float64Array;
  #filled = 0;
  #values: Float64Array = new Float64Array(0);
  #counts: Float64Array = new Float64Array(0);

  /** Counts what is larger than `after`. */
  constructor(after: number | undefined, capacity: number) {
    this.#after = after;
    this.#capacity = capacity;
    this.#fresh = new Float64Array(capacity);
  }

  add(value: number): void {
    if (this.#after !== undefined && value <= this.#after) return;
    if (this.overflowed && value > this.#values.at(-1)!) return;
    if (this.#filled === this.#capacity) this.#merge();
    this.#fresh[this.#filled++] = value + 0; // −0 is 0
  }

  /** What was counted, ascending. */
  *result(): Generator<Frequency, void, undefined> {
    this.#merge();
    for (let i = 0; i < this.#values.length; i++) yield [this.#values[i]!, this.#counts[i]!];
  }

  /** Takes what is fresh into the sorted values. */
  #merge(): void {
    const fresh = this.#fresh.subarray(0, this.#filled).sort();
    this.#filled = 0;
    const [values, counts] = [this.#values, this.#counts];
    const most = Math.min(this.#capacity, values.length + fresh.length);
    const [into, times] = [new Float64Array(most), new Float64Array(most)];
    let [size, i, j] = [0, 0, 0];
    while (i < values.length || j < fresh.length) {
      const isOld = !(j < fresh.length) || values[i]! <= fresh[j]!;
      const value = isOld ? values[i]! : fresh[j]!;
      const count = isOld ? counts[i]! : 1;
      if (size > 0 && into[size - 1] === value) times[size - 1]! += count;
      else if (size === most) {
        this.overflowed = true;
        break;
      } else {
        into[size] = value;
        times[size++] = count;
      }
      if (isOld) i++;
      else j++;
    }
    this.#values = into.slice(0, size);
    this.#counts = times.slice(0, size);
  }
}

/** Bytes that the counters of all columns take at once. A counter needs about 40 for a value. */
const MEMORY = 2 ** 25;
const BYTES_PER_VALUE = 40;
/** Fewest values that a counter holds, so that columns without number need no more passes than columns of few values do. */
const FEWEST = 1024;

/**
 * For each of `columns` its different values, ascending, each with its count, exact and in bounded memory: as many passes over
 * the data as it takes. `pass` hands every value of the columns asked for to `add`; `visit` gets the values column by column, those
 * of one column in a row.
 *
 * `length` is how many values a column has at most.
 */
export function countValues(
  columns: readonly number[],
  length: number,
  pass: (columns: readonly number[], add: (nth: number, value: number) => void) => void,
  visit: (column: number, values: Iterable<Frequency>) => void,
  memory: number = MEMORY,
): void {
  const affordable = Math.floor(memory / BYTES_PER_VALUE);
  const together = Math.max(1, Math.floor(affordable / Math.max(FEWEST, Math.min(length, affordable))));
  const capacity = Math.max(1, Math.min(length, Math.floor(affordable / together)));
  for (let i = 0; i < columns.length; i += together) {
    const group = columns.slice(i, i + together);
    const counters = group.map(() => new Counter(undefined, capacity));
    pass(group, (nth, value) => counters[nth]!.add(value));
    group.forEach((column, nth) => visit(column, everyValue(column, counters[nth]!)));
  }

  function* everyValue(column: number, counter: Counter): Generator<Frequency, void, undefined> {
    for (;;) {
      let last: number | undefined;
      for (const frequency of counter.result()) {
        last = frequency[0];
        yield frequency;
      }
      if (!counter.overflowed) return;
      counter = new Counter(last, capacity);
      const next = counter;
      pass([column], (_, value) => next.add(value));
    }
  }
}
