// The vocabulary of a kernel's signature. The generator reads these names, the compiler sees `usize`.
// A launch's arguments are 32-bit words, so `f64` values live in memory, behind an address.

/** Address of an operand that the kernel only reads. */
export type In = usize;
/** Address of a result that the kernel writes and never reads. */
export type Out = usize;
/** Address of a value that the kernel reads and writes. */
export type InOut = usize;
/** Private working memory of the thread, 1 MiB, contents undefined. No argument: the executor passes it. */
export type Scratch = usize;
/** Address of the launch's own record. No argument: the executor passes it; `report_index` wants it. */
export type Record = usize;

/** Byte offset of element (i, j) in a matrix of 4-byte elements whose strides count elements. */
@inline
export function at(i: i32, row: i32 = 1, j: i32 = 0, col: i32 = 1): usize {
  return (<usize>i * <usize>row + <usize>j * <usize>col) << 2;
}

/** ⌈n / size⌉. */
@inline
export function blocks(n: i32, size: i32): i32 {
  return (n + size - 1) / size;
}
