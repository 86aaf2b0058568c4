/** Closes generators, also if one of them fails as it closes; then throws what the first of these threw. */
export async function closeAll(open: Iterable<AsyncGenerator<unknown, void, undefined>>): Promise<void> {
  const ends = await Promise.allSettled(Array.from(open, (generator) => generator.return()));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
