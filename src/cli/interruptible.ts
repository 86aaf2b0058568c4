import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `f` with a signal that the user's interruption aborts, so that it can clean up, and answers its exit code: 128 plus the
 * number of the interruption if there was one, whatever became of `f`. Further interruptions change nothing, since a
 * terminal may send several at once.
 */
export async function interruptible(f: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  let interruption: (typeof SIGNALS)[number] | null = null;
  const interrupt = (name: (typeof SIGNALS)[number]): void => {
    interruption ??= name;
    controller.abort();
  };
  const code = (): number | null => (interruption === null ? null : 128 + constants.signals[interruption]);
  for (const name of SIGNALS) process.on(name, interrupt);
  try {
    const answer = await f(controller.signal);
    return code() ?? answer;
  } catch (error) {
    const answer = code();
    if (answer === null) throw error;
    return answer;
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt);
  }
}
