// Executes lists of launches.
//
// A record is 32-bit words:  [opcode | words << 16]  [items]  [grain | BARRIER]  [arguments ...]
// Parts begin at multiples of `grain` items; grain 0 means: thread 0 runs all of it.

import { ERROR, SCRATCH, SCRATCH_SHIFT } from "./control";
import { dispatch } from "./generated/dispatch";

/**
 * The share of `thread`, one of `threads`, in the `count` records at `list`. A launch that sets the error word is the last
 * one to run.
 */
export function run(list: usize, count: i32, thread: i32, threads: i32): void {
  const scratch = load<usize>(SCRATCH) + ((<usize>thread) << SCRATCH_SHIFT);
  for (; count > 0; count--) {
    const head = load<u32>(list);
    const items = load<i32>(list, 4);
    let from = 0;
    let to = items;
    if (threads > 1) {
      const grain = load<i32>(list, 8) & 0xffff;
      if (grain == 0) {
        if (thread != 0) to = 0;
      } else {
        const units = items / grain + i32(items % grain != 0);
        from = <i32>((<i64>units * thread) / threads) * grain;
        to = min(items, <i32>((<i64>units * (thread + 1)) / threads) * grain);
      }
    }
    if (from < to) dispatch(head & 0xffff, list, scratch, from, to);
    if (load<i32>(ERROR) != 0) return;
    list += (<usize>(head >> 16)) << 2;
  }
}
