/** The first `count` elements. No other is read. */
export async function* take<T>(
  source: AsyncGenerator<T, void, undefined>,
  count: number,
): AsyncGenerator<T, void, undefined> {
  if (count === 0) return;
  let taken = 0;
  for await (const element of source) {
    yield element;
    if (++taken === count) return;
  }
}

/** All but the first `count` elements, which are read. */
export async function* skip<T>(source: AsyncIterable<T>, count: number): AsyncGenerator<T, void, undefined> {
  let skipped = 0;
  for await (const element of source) if (skipped++ >= count) yield element;
}
