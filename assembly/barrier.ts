// Where threads wait for each other: they look for a while here, and sleep in JavaScript.
//
// No `memory.atomic.wait32` in WebAssembly: V8's baseline compiler (11.3, in Node 20) loses locals that live across it.

import { ARRIVED, DONE, EPOCH, ERROR, PHASE, SPINS, STATES } from "./control";

/** The thread's own words: the record that it is at, how many are left, whether it waits at a barrier, and the phase of that. */
@inline
export function state_of(thread: i32): usize {
  return STATES + ((<usize>thread) << 4);
}

/** The thread comes to a barrier: the last one opens it. Answers whether the thread may go on. */
export function arrive(state: usize, threads: i32): bool {
  const phase = atomic.load<i32>(PHASE);
  if (atomic.add<i32>(ARRIVED, 1) == threads - 1) {
    atomic.store<i32>(ARRIVED, 0);
    atomic.add<i32>(PHASE, 1);
    wake(PHASE);
    return true;
  }
  store<i32>(state, 1, 8);
  store<i32>(state, phase, 12);
  return opened(state);
}

/** Whether the barrier is open at which the thread waits. An error opens it, too. */
export function opened(state: usize): bool {
  if (!changed(PHASE, load<i32>(state, 12)) && atomic.load<i32>(ERROR) == 0) return false;
  store<i32>(state, 0, 8);
  return true;
}

/** Whether there is a list after the one that `epoch` counts. For workers. */
export function called(epoch: i32): bool {
  return changed(EPOCH, epoch);
}

/** A worker is done with the list. */
export function finish(): void {
  atomic.add<i32>(DONE, 1);
  wake(DONE);
}

/** Whether all workers are done with the list. For the caller. */
export function joined(workers: i32): bool {
  for (let looks = load<i32>(SPINS); looks > 0; looks--) if (atomic.load<i32>(DONE) == workers) return true;
  return false;
}

/** Looks for a while whether the word at `address` is other than `value`. */
function changed(address: usize, value: i32): bool {
  for (let looks = load<i32>(SPINS); looks > 0; looks--) if (atomic.load<i32>(address) != value) return true;
  return false;
}

/** Wakes who sleeps on the word at `address`; the word behind it counts them. */
function wake(address: usize): void {
  if (atomic.load<i32>(address, 4) > 0) atomic.notify(address, -1);
}
