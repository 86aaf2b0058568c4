import { flush } from "../src/wasm/list.ts";
import { type Effort, race, type Timing } from "./harness.ts";

/** One comparison. */
export interface Case {
  /** Launches what is measured; the harness runs the launches. */
  readonly ours: () => void;
  /** The same in plain JavaScript. */
  readonly baseline: () => void;
  /** What one run of each computed; read after the launches ran. */
  readonly results: () => { readonly got: ArrayLike<number>; readonly want: ArrayLike<number> };
  /** Largest difference of `results`, relative to the largest number; default 1e-5. */
  readonly tolerance?: number;
  /** Floating-point operations of one run; 0 if it only moves words. */
  readonly flops: number;
  /** Elements of the result, where elements a second say more than operations. */
  readonly elements?: number;
  /** Further launches to compare with, by name. */
  readonly beside?: Readonly<Record<string, () => void>>;
  /** Frees what no scope does. */
  readonly dispose?: () => void;
}

/** Cases by name, made when their turn comes. `slow`: not for a quick look. */
export type Suite = Readonly<Record<string, (() => Case) | { readonly slow: () => Case }>>;

/** What was measured, times in milliseconds a run. */
export interface Row {
  readonly name: string;
  readonly ours: Timing;
  readonly baseline: Timing;
  /** How many times faster than the baseline, best against best. */
  readonly ratio: number;
  readonly gflops: number | null;
  readonly peakFraction: number | null;
  readonly note: string;
}

/** The machine's peak, as a contestant: one run is `flops` operations. */
export interface Peak {
  readonly run: () => void;
  readonly flops: number;
  /** The most that was seen so far. */
  gflops: number;
}

/** Checks that both sides compute the same, then times them and the peak in turns. Throws if they do not. */
export function measure(name: string, c: Case, peak: Peak, effort: Effort): Row {
  verify(name, c);
  const beside = Object.entries(c.beside ?? {});
  const times = race(
    {
      ours: launched(c.ours),
      baseline: c.baseline,
      peak: peak.run,
      ...Object.fromEntries(beside.map(([other, run]) => [`beside ${other}`, launched(run)])),
    } as Record<string, () => void>,
    effort,
  );
  const ours = times["ours"]!;
  const baseline = times["baseline"]!;
  peak.gflops = Math.max(peak.gflops, rate(peak.flops, times["peak"]!));
  const notes = beside.map(([other]) => `${(ours.best / times[`beside ${other}`]!.best).toFixed(2)} × ${other}`);
  if (c.elements !== undefined) notes.unshift(`${rate(c.elements, ours).toFixed(2)} Gelem/s`);
  const gflops = c.flops === 0 ? null : rate(c.flops, ours);
  return {
    name,
    ours,
    baseline,
    ratio: baseline.best / ours.best,
    gflops,
    peakFraction: gflops === null ? null : gflops / peak.gflops,
    note: notes.join(", "),
  };
}

function launched(run: () => void): () => void {
  return () => {
    run();
    flush();
  };
}

/** 10⁹ of `count` a second. */
function rate(count: number, { best }: Timing): number {
  return count / best / 1e6;
}

function verify(name: string, c: Case): void {
  launched(c.ours)();
  c.baseline();
  const { got, want } = c.results();
  if (got.length !== want.length) throw new Error(`${name}: ${got.length} numbers, the baseline has ${want.length}`);
  let error = 0;
  let scale = 0;
  for (let i = 0; i < want.length; i++) {
    const difference = Math.abs(got[i]! - want[i]!);
    if (!(difference <= error)) error = difference; // NaN stays
    scale = Math.max(scale, Math.abs(want[i]!));
  }
  if (!(error <= (c.tolerance ?? 1e-5) * scale)) {
    throw new Error(`${name}: differs from the baseline by ${error / scale} of the largest number`);
  }
}
