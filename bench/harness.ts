// Timing. What is compared takes turns, so that a change of the machine's mood falls on all alike: only then does a ratio
// mean something on a shared machine. mitata and tinybench run one task to its end before the next, hence this file.

/** Milliseconds a run. */
export interface Timing {
  /** The fastest sample: what the code does. */
  readonly best: number;
  /** The middle sample: what this machine did meanwhile. */
  readonly median: number;
}

/** How long to measure; `thorough` for figures, `quick` to see that everything runs. */
export interface Effort {
  /** Milliseconds of warm-up for each contestant: V8 swaps in better code between calls only. */
  readonly warmUp: number;
  /** Milliseconds of samples for each contestant, or two samples if these take longer. */
  readonly budget: number;
}

export const thorough: Effort = { warmUp: 100, budget: 350 };
export const quick: Effort = { warmUp: 20, budget: 40 };

/** A sample is as many runs as take about so many milliseconds: the clock is coarser than a small kernel. */
const SAMPLE = 2;
const FEWEST_SAMPLES = 2;

/** Times each contestant by samples in turns. A slow one stops when its own budget is spent. */
export function race<Name extends string>(
  contestants: Readonly<Record<Name, () => void>>,
  { warmUp, budget }: Effort,
): Record<Name, Timing> {
  const entries = (Object.keys(contestants) as Name[]).map((name) => {
    const run = contestants[name];
    return { name, run, runs: runsOfSample(run, warmUp), spent: 0, samples: [] as number[] };
  });
  for (;;) {
    const open = entries.filter((e) => e.spent < budget || e.samples.length < FEWEST_SAMPLES);
    if (open.length === 0) break;
    for (const e of open) {
      const ms = time(e.run, e.runs);
      e.spent += ms;
      e.samples.push(ms / e.runs);
    }
  }
  const timings = entries.map(({ name, samples }) => {
    samples.sort((a, b) => a - b);
    return [name, { best: samples[0]!, median: samples[samples.length >> 1]! }] as const;
  });
  return Object.fromEntries(timings) as Record<Name, Timing>;
}

/** Warms `run` up and answers how many runs make a sample. */
function runsOfSample(run: () => void, warmUp: number): number {
  const start = performance.now();
  for (let runs = 1; ;) {
    const ms = time(run, runs);
    if (ms < SAMPLE) runs *= 2;
    else if (performance.now() - start >= warmUp) return runs;
  }
}

function time(run: () => void, runs: number): number {
  const start = performance.now();
  for (let i = 0; i < runs; i++) run();
  return performance.now() - start;
}
