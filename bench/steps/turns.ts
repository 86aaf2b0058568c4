import type { Effort } from "../harness.ts";

/** Milliseconds a run. */
export interface TurnTiming {
  /** The fastest run. */
  readonly best: number;
  /** The average over turns: trials of another way count as they do in training. Without the slowest turns. */
  readonly average: number;
}

/** Milliseconds of a turn, and runs of it at least. */
const TURN = 20;
const FEWEST_RUNS = 2;
/** Turns of each contestant at least. */
const FEWEST_TURNS = 5;
/** The part of the turns that is left out of the average: there, somebody else had the machine. */
const LEFT_OUT = 0.2;

/**
 * Times contestants in turns of many runs, for twice the budget. Threads need that, and `race` does not give it: a step that has run
 * on one thread finds its numbers in the caches of one core.
 */
export function takeTurns<Name extends string>(
  contestants: Readonly<Record<Name, () => void>>,
  { warmUp, budget }: Effort,
): Record<Name, TurnTiming> {
  const entries = (Object.keys(contestants) as Name[]).map((name) => ({ name, run: contestants[name] }));
  const round = () => entries.map(({ run }) => takeTurn(run));
  const rounds: TurnTiming[][] = [];
  for (const end = performance.now() + warmUp * entries.length; performance.now() < end;) round();
  const start = performance.now();
  while (rounds.length < FEWEST_TURNS || performance.now() - start < 2 * budget * entries.length) {
    rounds.push(round());
  }
  return Object.fromEntries(
    entries.map(({ name }, i) => {
      const own = rounds.map((turns) => turns[i]!).sort((a, b) => a.average - b.average);
      const kept = own.slice(0, Math.ceil(own.length * (1 - LEFT_OUT)));
      const average = kept.reduce((sum, turn) => sum + turn.average, 0) / kept.length;
      return [name, { best: Math.min(...own.map((turn) => turn.best)), average }];
    }),
  ) as Record<Name, TurnTiming>;
}

/** The first run does not count towards the best: what it reads lies where the turn before has left it. */
function takeTurn(run: () => void): TurnTiming {
  const start = performance.now();
  let [runs, best, before] = [0, Infinity, start];
  do {
    run();
    const now = performance.now();
    if (runs++ > 0) best = Math.min(best, now - before);
    before = now;
  } while (before - start < TURN || runs < FEWEST_RUNS);
  return { best, average: (before - start) / runs };
}
