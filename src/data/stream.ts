import { RandomStream } from "../base/philox.ts";
import { randint } from "../tensor/random.ts";
import { scope } from "../tensor/scope.ts";

/** Apart from stream 0, whose words the tensors of a generator with the same seed are made of. */
const STREAM = 1;

/** The stream of a seed for what is done to samples; without one, of a seed that the default generator draws. */
export function streamOf(seed?: number): RandomStream {
  return new RandomStream(seed ?? scope(() => randint(0, 2 ** 31, []).item()), STREAM);
}
