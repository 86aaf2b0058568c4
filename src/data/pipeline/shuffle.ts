import type { RandomStream } from "../../base/philox.ts";

/** Elements in random order: each is one of the `size` that were read and not handed out yet. */
export async function* shuffle<T>(
  source: AsyncIterable<T>,
  size: number,
  random: RandomStream,
): AsyncGenerator<T, void, undefined> {
  const buffer: T[] = [];
  for await (const element of source) {
    buffer.push(element);
    if (buffer.length >= size) yield draw(buffer, random);
  }
  while (buffer.length > 0) yield draw(buffer, random);
}

/** Takes one out, and puts the last in its place. */
function draw<T>(buffer: T[], random: RandomStream): T {
  const at = random.integer(buffer.length);
  const drawn = buffer[at]!;
  buffer[at] = buffer.at(-1)!;
  buffer.pop();
  return drawn;
}
