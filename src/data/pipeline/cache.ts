import type { Openable } from "./pass.ts";

/** Keeps the elements of the first pass that is complete, and hands them out ever after. */
export function cached<T>(of: Openable<T>): Openable<T> {
  let kept: readonly T[] | null = null;
  return {
    async *open(pass) {
      if (kept !== null) {
        yield* kept;
        return;
      }
      const elements: T[] = [];
      for await (const element of of.open(pass)) {
        elements.push(element);
        yield element;
      }
      kept ??= elements;
    },
  };
}
