// Page 0: fixed words below everything that is ever allocated. src/wasm/layout.ts names the same addresses.
//
//      0   nothing: the null address of absent operands
//     64   the error word, the record that met the error, what it found and the bound it broke
//    128   where the threads' scratch blocks begin
//   1024   the constants of the lane functions (math.ts)
//   2048   the list of launches that gather eagerly

export const ERROR: usize = 64;
export const SCRATCH: usize = 128;
export const CONSTANTS: usize = 1024;

/** Bytes of one thread's scratch block, as a shift. */
export const SCRATCH_SHIFT: usize = 20;

/** Notes that `index`, read from memory, is not in [0, bound). The first note stays until JavaScript takes it. */
export function report_index(record: usize, index: i32, bound: i32): void {
  if (atomic.cmpxchg<i32>(ERROR, 0, 1) != 0) return;
  store<usize>(ERROR, record, 4);
  store<i32>(ERROR, index, 8);
  store<i32>(ERROR, bound, 12);
}
