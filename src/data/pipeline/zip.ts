import { closeAll } from "./close.ts";

/** One element of each source, until one has no more. */
export async function* zip(
  sources: readonly AsyncGenerator<unknown, void, undefined>[],
): AsyncGenerator<unknown[], void, undefined> {
  try {
    for (;;) {
      const elements: unknown[] = [];
      for (const source of sources) {
        const result = await source.next();
        if (result.done === true) return;
        elements.push(result.value);
      }
      yield elements;
    }
  } finally {
    await closeAll(sources);
  }
}
