/** A trial is repeated after this many runs at first, and after at most that many once it never paid. */
const FIRST_INTERVAL = 32;
const LAST_INTERVAL = 4096;
/** Runs of a trial, of which the first does not count: workers may sleep, caches are cold. */
const TRIAL = 3;

/**
 * Decides by the clock whether a list runs on all threads or on the caller's alone: on busy cores, threads that wait for each
 * other are slower than one. The bits are the same either way. Times are those of the list's own runs.
 */
export class Pace {
  /** Best milliseconds of late: on one thread, on all. */
  readonly #best: [number, number] = [Infinity, Infinity];
  #all = false;
  #trial = 0;
  #untilTrial = TRIAL;
  #interval = FIRST_INTERVAL;

  /** Whether the next run takes all threads. */
  get all(): boolean {
    return this.#trial > 0 ? !this.#all : this.#all;
  }

  /** Takes note of how long that run took. */
  note(milliseconds: number): void {
    const way = this.all ? 1 : 0;
    if (this.#trial > 0) {
      if (this.#trial < TRIAL) this.#best[way] = Math.min(this.#best[way], milliseconds);
      if (--this.#trial === 0) this.#decide();
      return;
    }
    // The best of late: an old one fades, or a quiet moment would count for ever.
    this.#best[way] = Math.min(milliseconds, this.#best[way] * 1.01);
    if (--this.#untilTrial <= 0) {
      this.#trial = TRIAL;
      this.#best[this.#all ? 0 : 1] = Infinity;
    }
  }

  #decide(): void {
    const [one, all] = this.#best;
    const better = all < one * 0.97;
    if (better === this.#all) this.#interval = Math.min(this.#interval * 2, LAST_INTERVAL);
    else this.#interval = FIRST_INTERVAL;
    this.#all = better;
    this.#untilTrial = this.#interval;
  }
}
