import type { RandomStream } from "../../base/philox.ts";
import { closeAll } from "./close.ts";
import { drawPlace, runningSums } from "./weights.ts";

/** Elements of sources, each from one that is drawn; those that have ended are drawn no more, or, if wanted so, the first ends all. */
export async function* mix<T>(
  sources: readonly AsyncGenerator<T, void, undefined>[],
  weights: readonly number[],
  random: RandomStream,
  stopOnEmpty: boolean,
): AsyncGenerator<T, void, undefined> {
  const left = [...weights];
  let sums = runningSums(left);
  try {
    while (sums.at(-1)! > 0) {
      const place = drawPlace(sums, random);
      const result = await sources[place]!.next();
      if (result.done !== true) {
        yield result.value;
        continue;
      }
      if (stopOnEmpty) return;
      left[place] = 0;
      sums = runningSums(left);
    }
  } finally {
    await closeAll(sources);
  }
}
