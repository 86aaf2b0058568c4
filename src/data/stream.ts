import { RandomStream } from "../base/philox.ts";
import { randint } from "../tensor/random.ts";
import { scope } from "../tensor/scope.ts";

/** The stream of a seed; without one, of a seed that the default generator draws. */
export function streamOf(seed?: number): RandomStream {
  return new RandomStream(seed ?? scope(() => randint(0, 2 ** 31, []).item()));
}
