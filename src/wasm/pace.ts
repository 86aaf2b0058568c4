/** `always` decides for every list, for tests and measurements; default null: the clock does. */
export const paceSettings: { always: "alone" | "all" | null } = { always: null };

/** Runs on one thread before the first on all: in these, code is compiled and caches fill. */
const COLD = 3;
/** The part of its time that a list may lose by trying all threads, and what is left of it after many trials in vain. */
const SHARE = 0.02;
const LEAST_SHARE = 0.001;
/** What a run on all threads may take of the time alone and still be worth the other cores. */
const WORTH = 0.95;
/** A run on one thread follows when those on all have taken so many times as long: to see whether it has become faster. */
const LOOK = 50;

/**
 * Decides by the clock whether a list runs on all threads or on the caller's alone: on busy cores, threads that wait for each
 * other are slower than one. The bits are the same either way.
 *
 * It keeps an account. Runs on all threads pay in what they gain on a run alone, and pay out what they lose; when it is empty,
 * the caller goes on alone and saves a small part of its time, until that pays for another trial. So a list never takes much
 * longer than on one thread, whatever else the machine does, and a split that did not pay is tried ever more rarely.
 */
export class Pace {
  /** Milliseconds of a run alone: the best of late. Falls at once and rises slowly, so hiccups do not count. */
  #alone = Infinity;
  #all = false;
  #cold = COLD;
  #credit = 0;
  #share = SHARE;
  /** Milliseconds on all threads since a run alone. */
  #sinceAlone = 0;

  /** Whether the next run takes all threads. */
  get all(): boolean {
    if (paceSettings.always !== null) return paceSettings.always === "all";
    return this.#all && this.#sinceAlone < LOOK * this.#alone;
  }

  /** Takes note of how many milliseconds that run took. */
  note(milliseconds: number): void {
    if (paceSettings.always !== null) return;
    if (this.all) this.#noteAll(milliseconds);
    else this.#noteAlone(milliseconds);
  }

  #noteAll(milliseconds: number): void {
    this.#sinceAlone += milliseconds;
    // Bounds: old gains must not hide that the machine is busy now, nor one long sleep forbid trials for ever.
    const most = 10 + 4 * this.#alone;
    this.#credit = Math.max(-most, Math.min(most, this.#credit + WORTH * this.#alone - milliseconds));
    if (this.#credit === most) this.#share = SHARE;
    if (this.#credit > 0) return;
    this.#all = false;
    this.#share = Math.max(LEAST_SHARE, this.#share / 2);
  }

  #noteAlone(milliseconds: number): void {
    this.#alone = Math.min(milliseconds, this.#alone * 1.05);
    this.#sinceAlone = 0;
    if (this.#all) return;
    // Enough to wake the other threads, and to see what follows.
    const stake = 0.2 + 2 * this.#alone;
    if (this.#cold > 0) this.#credit = --this.#cold === 0 ? stake : 0;
    else this.#credit += this.#share * milliseconds;
    this.#all = this.#credit >= stake;
  }
}
