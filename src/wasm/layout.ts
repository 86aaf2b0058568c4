// Page 0 of the memory: the same addresses as assembly/control.ts, in bytes.

/** The error word; behind it the record that met the error, the index it found and the bound it broke. */
export const ERROR = 64;
/** What the error word says: a bad index, noted by a kernel; a trap, noted by JavaScript. */
export const BAD_INDEX = 1;
export const TRAP = 2;
/** Where the threads' scratch blocks begin. */
export const SCRATCH = 128;
/** Counts lists. Behind this word and the next two, the word after it counts who sleeps on it. */
export const EPOCH = 192;
/** The threads of the list that `EPOCH` counts; 0 ends the workers. */
export const EPOCH_THREADS = EPOCH + 16;
/** Counts barriers. */
export const PHASE = 320;
/** Workers that are done with the list. */
export const DONE = 384;
/** How often a thread looks before it sleeps. */
export const SPINS = 448;
/** Four words for each thread; the last is the phase that it waits out. */
export const STATES = 512;
export const STATE_BYTES = 16;
export const MOST_THREADS = 32;
/** Eager launches run from here ... */
export const LIST = 2048;
/** ... to here, where the memory that is handed out begins. */
export const HEAP = 65536;

/** Bytes of one thread's scratch block; the caller's own lies at the beginning. */
export const SCRATCH_BYTES = 1 << 20;
export const FIRST_SCRATCH = HEAP;
export const PAGE = 65536;
