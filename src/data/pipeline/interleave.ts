import { closeAll } from "./close.ts";
import { elementError } from "./element-error.ts";
import { branchOf, type Pass } from "./pass.ts";
import { openSource, type Source } from "./source.ts";

/** How sources are interleaved. */
export interface Interleaving {
  /** Sources open at once. */
  readonly cycle: number;
  /** Elements in a row from each. */
  readonly block: number;
}

/**
 * The elements of the sources that `f` makes of elements: in turn from as many as are open at once, a block of each. Where one has
 * ended, the next is opened when its turn comes round again. As `tf.data.Dataset.interleave`.
 */
export async function* interleave<T, U>(
  over: AsyncGenerator<T, void, undefined>,
  f: (element: T, index: number) => Source<U>,
  { cycle, block }: Interleaving,
  pass: Pass,
): AsyncGenerator<U, void, undefined> {
  const open: (AsyncGenerator<U, void, undefined> | null)[] = Array.from({ length: cycle }, () => null);
  let index = 0;
  const next = async (): Promise<AsyncGenerator<U, void, undefined> | null> => {
    const result = await over.next();
    if (result.done === true) return null;
    const at = index++;
    try {
      return openSource(f(result.value, at), branchOf(pass, at + 1));
    } catch (error) {
      throw elementError("interleave", at, error);
    }
  };
  let isOver = false;
  try {
    for (let slot = 0; !isOver || open.some((source) => source !== null); slot = (slot + 1) % cycle) {
      if (open[slot] === null && !isOver) {
        open[slot] = await next();
        isOver = open[slot] === null;
      }
      const source = open[slot] ?? null;
      for (let i = 0; source !== null && i < block; i++) {
        const result = await source.next();
        if (result.done === true) {
          open[slot] = null;
          break;
        }
        yield result.value;
      }
    }
  } finally {
    await closeAll([over, ...open.filter((source) => source !== null)]);
  }
}
