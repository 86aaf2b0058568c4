// Executes lists of launches, on one thread or on several in lockstep.
//
// A record is 32-bit words:  [opcode | words << 16]  [items]  [grain | BARRIER]  [arguments ...]
// Parts begin at multiples of `grain` items; grain 0 means: thread 0 runs all of it.
// BARRIER: wait for the other threads before this record, because it touches what an earlier one touched.
//
// An error ends the list: behind a barrier no thread begins a record once the error word is set.

import { arrive, opened, state_of } from "./barrier";
import { ARRIVED, DONE, EPOCH, ERROR, SCRATCH, SCRATCH_SHIFT } from "./control";
import { dispatch } from "./generated/dispatch";

const BARRIER: u32 = 0x80000000;

/**
 * The share of `thread`, one of `threads`, in the `count` records at `list`; nobody waits. A launch that sets the error word is
 * the last one to run. For the caller alone, and for tests.
 */
export function run(list: usize, count: i32, thread: i32, threads: i32): void {
  for (; count > 0; count--) {
    list = step(list, thread, threads);
    if (load<i32>(ERROR) != 0) return;
  }
}

/** Calls all threads, of which the caller is number 0, to a list. */
export function call(list: usize, count: i32, threads: i32): void {
  store<usize>(EPOCH, list, 8);
  store<i32>(EPOCH, count, 12);
  store<i32>(EPOCH, threads, 16);
  atomic.store<i32>(ARRIVED, 0);
  atomic.store<i32>(DONE, 0);
  begin(0);
  atomic.add<i32>(EPOCH, 1);
  if (atomic.load<i32>(EPOCH, 4) > 0) atomic.notify(EPOCH, -1);
}

/** Puts a thread at the first record of the list that was called. */
export function begin(thread: i32): void {
  const state = state_of(thread);
  store<usize>(state, load<usize>(EPOCH, 8));
  store<i32>(state, load<i32>(EPOCH, 12), 4);
  store<i32>(state, 0, 8);
}

/** Takes a thread through the list. Answers false if it waits at a barrier: then sleep while it is closed, and call again. */
export function advance(thread: i32): bool {
  const state = state_of(thread);
  const threads = load<i32>(EPOCH, 16);
  let list = load<usize>(state);
  let count = load<i32>(state, 4);
  for (; count > 0; count--) {
    if (load<u32>(list, 8) & BARRIER) {
      if (!(load<i32>(state, 8) ? opened(state) : arrive(state, threads))) {
        store<usize>(state, list);
        store<i32>(state, count, 4);
        return false;
      }
      if (atomic.load<i32>(ERROR) != 0) return true;
    }
    list = step(list, thread, threads);
  }
  return true;
}

/** Runs a thread's part of one record, and answers the next. */
function step(list: usize, thread: i32, threads: i32): usize {
  const head = load<u32>(list);
  const items = load<i32>(list, 4);
  const grain = load<i32>(list, 8) & 0xffff;
  let from = 0;
  let to = items;
  if (threads > 1) {
    if (grain == 0) {
      if (thread != 0) to = 0;
    } else {
      const units = items / grain + i32(items % grain != 0);
      from = <i32>((<i64>units * thread) / threads) * grain;
      to = min(items, <i32>((<i64>units * (thread + 1)) / threads) * grain);
    }
  }
  if (from < to) dispatch(head & 0xffff, list, load<usize>(SCRATCH) + ((<usize>thread) << SCRATCH_SHIFT), from, to);
  return list + ((<usize>(head >> 16)) << 2);
}
