/** `always` decides for every list, for tests and measurements; default null: the clock does. */
export const paceSettings: { always: "alone" | "all" | null } = { always: null };

/** Runs that do not count: in these, code is compiled and caches fill. */
const COLD = 2;
/** Milliseconds on one thread before the first run on all, and those of which the average is taken, once to twice. */
const FIRST = 8;
const MEMORY = 16;
/** The part of its time that a list may lose by trying all threads, and what is left of it after many trials in vain. */
const SHARE = 0.02;
const LEAST_SHARE = 0.0025;
/** What a run on all threads may take of the time alone and still be worth the other cores. */
const WORTH = 0.95;
/** The part of the time on all threads that goes to runs alone, to see whether these have become faster; milliseconds of each look. */
const LOOKS = 0.02;
const LOOK = 8;

/**
 * Decides by the clock whether a list runs on all threads or on the caller's alone: on busy cores, threads that wait for each
 * other are slower than one. The bits are the same either way.
 *
 * It keeps an account. Runs on all threads pay in what they gain on an average run alone, and pay out what they lose; when it is
 * empty, the caller goes on alone and saves a small part of its time, until that pays for another trial. So a list never takes much
 * longer than on one thread, whatever else the machine does, and a split that did not pay is tried ever more rarely. Averages, not
 * the best runs: a thread that waits for a core now and then is what makes the others slow.
 */
export class Pace {
  /** Late runs on one thread: their milliseconds, and how many they are. Older ones fade. */
  #time = 0;
  #runs = -COLD;
  #all = false;
  #credit = Infinity;
  #share = SHARE;
  /** Milliseconds that runs alone are due while all threads run, and whether it is their turn. */
  #due = 0;
  #looking = false;

  /** Whether the next run takes all threads. */
  get all(): boolean {
    if (paceSettings.always !== null) return paceSettings.always === "all";
    return this.#all && !this.#looking;
  }

  /** Takes note of how many milliseconds that run took. */
  note(milliseconds: number): void {
    if (paceSettings.always !== null) return;
    if (this.all) this.#noteAll(milliseconds);
    else if (this.#runs < 0) this.#runs++;
    else this.#noteAlone(milliseconds);
  }

  #noteAll(milliseconds: number): void {
    const alone = this.#time / this.#runs;
    // Bounds: old gains must not hide that the machine is busy now, nor one long sleep forbid trials for ever.
    const most = 10 + 4 * alone;
    this.#credit = Math.max(-most, Math.min(most, this.#credit + WORTH * alone - milliseconds));
    this.#due += LOOKS * milliseconds;
    this.#looking = this.#due >= LOOK;
    if (this.#credit === most) this.#share = SHARE;
    if (this.#credit > 0) return;
    this.#all = this.#looking = false;
    this.#due = 0;
    this.#share = Math.max(LEAST_SHARE, this.#share / 2);
  }

  #noteAlone(milliseconds: number): void {
    this.#time += milliseconds;
    this.#runs++;
    if (this.#time > 2 * MEMORY) {
      this.#time /= 2;
      this.#runs /= 2;
    }
    if (this.#all) {
      this.#due -= milliseconds;
      this.#looking = this.#due > 0;
    } else if (this.#time >= FIRST) {
      // Enough to wake the other threads, and to see what follows.
      const stake = 0.2 + (2 * this.#time) / this.#runs;
      this.#credit = Math.min(stake, this.#credit + this.#share * milliseconds);
      this.#all = this.#credit === stake;
    }
  }
}
