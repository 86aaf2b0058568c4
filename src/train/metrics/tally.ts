import type { Tensor } from "../../tensor/tensor.ts";
import type { Accumulator, Evaluation, Metric, Metrics } from "./metric.ts";

/** The mean of a function of batches over samples. */
class Mean implements Accumulator {
  readonly #f: (output: Tensor, y: Tensor) => number;
  #sum = 0;
  #samples = 0;

  constructor(f: (output: Tensor, y: Tensor) => number) {
    this.#f = f;
  }

  add(output: Tensor, y: Tensor): void {
    const samples = y.shape[0]!;
    this.#sum += this.#f(output, y) * samples;
    this.#samples += samples;
  }

  value(): number {
    return this.#sum / this.#samples;
  }

  save(): readonly number[] {
    return [this.#sum, this.#samples];
  }

  restore(saved: readonly number[]): void {
    [this.#sum, this.#samples] = saved as [number, number];
  }
}

function start(metric: Metric): Accumulator {
  return "start" in metric ? metric.start() : new Mean(metric);
}

/** A tally half-way, as plain data. */
export interface TallyState {
  readonly loss: number;
  readonly samples: number;
  /** What each metric has taken in, by name; null if it cannot say. */
  readonly metrics: Readonly<Record<string, readonly number[] | null>>;
}

/** Loss and metrics of one pass over data, added up batch by batch. */
export class Tally<M extends Metrics> {
  readonly #accumulators: readonly (readonly [string, Accumulator])[];
  #loss = 0;
  /** Samples so far. */
  samples = 0;

  constructor(metrics: M) {
    this.#accumulators = Object.entries(metrics).map(([name, metric]) => [name, start(metric)] as const);
  }

  /** Takes in a batch: the mean loss of its samples, its outputs and its targets. */
  add(loss: number, output: Tensor, y: Tensor): void {
    const samples = y.shape[0]!;
    this.#loss += loss * samples;
    this.samples += samples;
    for (const [, accumulator] of this.#accumulators) accumulator.add(output, y);
  }

  save(): TallyState {
    const metrics = Object.fromEntries(this.#accumulators.map(([name, a]) => [name, a.save?.() ?? null]));
    return { loss: this.#loss, samples: this.samples, metrics };
  }

  /** Goes on from what `save` answered, of the same metrics or others. */
  restore({ loss, samples, metrics }: TallyState): void {
    this.#loss = loss;
    this.samples = samples;
    for (const [name, accumulator] of this.#accumulators) {
      const saved = metrics[name];
      if (saved != null) accumulator.restore?.(saved);
    }
  }

  /** Figures over all batches so far. */
  result(): Evaluation<M> {
    const metrics = Object.fromEntries(this.#accumulators.map(([name, a]) => [name, a.value()]));
    return { loss: this.#loss / this.samples, metrics: metrics as Evaluation<M>["metrics"] };
  }
}
