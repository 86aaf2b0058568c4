import { ahead } from "./ahead.ts";
import { elementError } from "./element-error.ts";

/** What `f` makes of each element, in their order, for as many as `parallel` at once. */
export function map<T, U>(
  source: AsyncGenerator<T, void, undefined>,
  f: (element: T, index: number) => U | Promise<U>,
  parallel: number,
): AsyncGenerator<U, void, undefined> {
  return ahead(source, parallel - 1, async (element, index) => {
    try {
      return await f(element, index);
    } catch (error) {
      throw elementError("map", index, error);
    }
  });
}
