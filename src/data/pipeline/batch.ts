/** Elements in arrays of `size`, the last one of what remains, unless that is to be left out. */
export async function* batch<T>(
  source: AsyncIterable<T>,
  size: number,
  dropLast: boolean,
): AsyncGenerator<T[], void, undefined> {
  let elements: T[] = [];
  for await (const element of source) {
    elements.push(element);
    if (elements.length < size) continue;
    yield elements;
    elements = [];
  }
  if (elements.length > 0 && !dropLast) yield elements;
}
