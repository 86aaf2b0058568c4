import { ValueError } from "../base/errors.ts";
import { engine } from "../wasm/engine.ts";
import { NAMES } from "../wasm/generated/launch.ts";
import { flush } from "../wasm/list.ts";
import { copyOut, putBack } from "../wasm/views.ts";
import type { StepArgument } from "./compiled-list.ts";
import type { Step } from "./compile.ts";
import { records } from "./plan.ts";
import type { StepResult } from "./results.ts";

/** Time that the launches of one kernel take in a step. */
export interface KernelTime {
  readonly kernel: string;
  /** Launches in the step. */
  readonly launches: number;
  /** Milliseconds a step, the median of all replays. */
  readonly milliseconds: number;
  /** Part of the step's time, in [0, 1]. */
  readonly share: number;
}

/** Where a step's time goes, most first; `toString` gives it as a table. */
export interface Profile {
  readonly kernels: readonly KernelTime[];
  readonly milliseconds: number;
  toString(): string;
}

/**
 * Replays the list that `step` used last `replays` times (default 100), launch by launch on the calling thread, and times each
 * kernel. What the step writes, such as parameters, is put back afterwards.
 *
 * Throws `ValueError` if the step was not called yet, or for fewer than one replay.
 */
export function profile<A extends readonly StepArgument[], R extends StepResult>(
  step: Step<A, R>,
  replays = 100,
): Profile {
  const list = step.lists[0];
  if (list === undefined) throw new ValueError("profile: the step has no list, expected a step that was called before");
  if (!(Number.isInteger(replays) && replays > 0)) {
    throw new ValueError(`profile: replays is ${replays}, expected a whole number from 1 on`);
  }
  flush();
  const { code, written } = list.linked;
  const saved = written.map(copyOut);
  const { run } = engine().exports;
  const launches = [...records(list.recording)];
  const times = launches.map(() => new Float64Array(replays));
  for (let replay = 0; replay < replays; replay++) {
    launches.forEach(({ at }, i) => {
      const start = performance.now();
      run(code.address + 4 * at, 1, 0, 1);
      times[i]![replay] = performance.now() - start;
    });
  }
  written.forEach((storage, i) => putBack(storage, saved[i]!));
  return summarize(launches.map(({ opcode }, i) => ({ kernel: NAMES[opcode]!, milliseconds: median(times[i]!) })));
}

function median(values: Float64Array): number {
  return values.sort()[values.length >> 1]!;
}

function summarize(launches: readonly { kernel: string; milliseconds: number }[]): Profile {
  const total = launches.reduce((sum, l) => sum + l.milliseconds, 0);
  const kernels = [...new Set(launches.map((l) => l.kernel))]
    .map((kernel) => {
      const mine = launches.filter((l) => l.kernel === kernel);
      const milliseconds = mine.reduce((sum, l) => sum + l.milliseconds, 0);
      return { kernel, launches: mine.length, milliseconds, share: total > 0 ? milliseconds / total : 0 };
    })
    .sort((a, b) => b.milliseconds - a.milliseconds);
  return { kernels, milliseconds: total, toString: () => table(kernels, total) };
}

function table(kernels: readonly KernelTime[], total: number): string {
  const width = Math.max(6, ...kernels.map((k) => k.kernel.length));
  const line = (name: string, launches: number | string, ms: string, share: string): string =>
    `${name.padEnd(width)}  ${String(launches).padStart(8)}  ${ms.padStart(10)}  ${share.padStart(6)}`;
  return [
    line("kernel", "launches", "ms", "share"),
    ...kernels.map((k) => line(k.kernel, k.launches, k.milliseconds.toFixed(4), `${(100 * k.share).toFixed(1)} %`)),
    line(
      "total",
      kernels.reduce((n, k) => n + k.launches, 0),
      total.toFixed(4),
      "",
    ),
  ].join("\n");
}
