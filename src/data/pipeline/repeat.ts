import { branchOf, epochBehind, type Openable, type Pass } from "./pass.ts";

/** Repetitions without an end are so many epochs at most. */
const ENDLESS = 2 ** 15;

/**
 * All elements, `count` times. Each time is an epoch of its own to what is repeated, so that its order is another one. Ends if there is nothing
 * to repeat.
 */
export async function* repeat<T>(of: Openable<T>, count: number, pass: Pass): AsyncGenerator<T, void, undefined> {
  const epochs = Number.isFinite(count) ? count : ENDLESS;
  for (let i = 0; i < count; i++) {
    let isEmpty = true;
    const epoch = epochBehind((pass.epoch - 1) * epochs + i);
    for await (const element of of.open({ ...branchOf(pass, i), epoch })) {
      isEmpty = false;
      yield element;
    }
    if (isEmpty) return;
  }
}
