// Page 0: fixed words below everything that is ever allocated. src/wasm/layout.ts names the same addresses.

/** The error word; behind it the record that met the error, the index it found and the bound it broke. */
export const ERROR: usize = 64;
/** Where the threads' scratch blocks begin. */
export const SCRATCH: usize = 128;
/** Counts lists; then how many workers sleep on it, the list, its records, how many threads run it. */
export const EPOCH: usize = 192;
/** Threads that have come to the barrier. */
export const ARRIVED: usize = 256;
/** Counts barriers; then how many threads sleep on it. */
export const PHASE: usize = 320;
/** Workers that are done with the list; then whether the caller sleeps on it. */
export const DONE: usize = 384;
/** How often a thread looks before it sleeps. */
export const SPINS: usize = 448;
/** Four words for each of up to 32 threads: see barrier.ts. */
export const STATES: usize = 512;
/** The constants of the lane functions (math.ts). */
export const CONSTANTS: usize = 1024;
/** In the middle of four words of ones and four of zeros, the last constants. */
export const MASKS: usize = 2032;
// From 2048 to 65536: the list of launches that gather eagerly.

/** Bytes of one thread's scratch block, as a shift. */
export const SCRATCH_SHIFT: usize = 20;

/** What the error word says. */
export const BAD_INDEX: i32 = 1;

/**
 * Notes that `index`, read from memory, is not in [0, bound), or, for bound −1, that it is the one that may not be. The first
 * note stays until JavaScript takes it.
 */
export function report_index(record: usize, index: i32, bound: i32): void {
  if (atomic.cmpxchg<i32>(ERROR, 0, BAD_INDEX) != 0) return;
  store<usize>(ERROR, record, 4);
  store<i32>(ERROR, index, 8);
  store<i32>(ERROR, bound, 12);
  release();
}

/** Lets every thread out of the barrier; what they do next is look at the error word. */
export function release(): void {
  atomic.add<i32>(PHASE, 1);
  atomic.notify(PHASE, -1);
}
