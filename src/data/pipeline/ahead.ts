type Elements<T> = AsyncGenerator<T, void, undefined>;

/**
 * What `f` makes of elements, in their order, while later ones are on their way: as long as the element at hand is worked with, `depth`
 * others are read and given to `f`, and while it is waited for, it is one of depth + 1. The source is asked for one at a time.
 *
 * However this ends, it is waited for what is on its way, and the source is closed.
 */
export async function* ahead<T, U>(
  source: Elements<T>,
  depth: number,
  f: (element: T, index: number) => U | Promise<U>,
): Elements<U> {
  const waiting: Promise<IteratorResult<U, void>>[] = [];
  let reading: Promise<unknown> = Promise.resolve();
  let hasEnded = false;
  let index = 0;

  const read = async (): Promise<IteratorResult<T, void>> => {
    if (hasEnded) return { done: true, value: undefined };
    try {
      const result = await source.next();
      if (result.done === true) hasEnded = true;
      return result;
    } catch (error) {
      hasEnded = true;
      throw error;
    }
  };
  const order = (): void => {
    const result = reading.then(read);
    reading = result.catch(() => undefined);
    const made = result.then(async (r): Promise<IteratorResult<U, void>> => {
      return r.done === true ? r : { done: false, value: await f(r.value, index++) };
    });
    made.catch(() => undefined); // whoever waits for it will know
    waiting.push(made);
  };

  try {
    for (;;) {
      while (waiting.length <= depth) order();
      const result = await waiting.shift()!;
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    hasEnded = true;
    await reading;
    await Promise.allSettled(waiting);
    await source.return();
  }
}
