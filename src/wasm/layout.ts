// Page 0 of the memory: the same addresses as assembly/control.ts, in bytes.

/** The error word; behind it the record that met the error, the index it found and the bound it broke. */
export const ERROR = 64;
/** Where the threads' scratch blocks begin. */
export const SCRATCH = 128;
/** Eager launches run from here ... */
export const LIST = 2048;
/** ... to here, where the memory that is handed out begins. */
export const HEAP = 65536;

/** Bytes of one thread's scratch block. */
export const SCRATCH_BYTES = 1 << 20;
export const PAGE = 65536;
