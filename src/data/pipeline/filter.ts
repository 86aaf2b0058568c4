import { elementError } from "./element-error.ts";

/** The elements for which `f` says yes. */
export async function* filter<T>(
  source: AsyncIterable<T>,
  f: (element: T, index: number) => boolean | Promise<boolean>,
): AsyncGenerator<T, void, undefined> {
  let index = 0;
  for await (const element of source) {
    let isWanted;
    try {
      isWanted = await f(element, index);
    } catch (error) {
      throw elementError("filter", index, error);
    }
    index++;
    if (isWanted) yield element;
  }
}
