import { checkValue } from "../../base/check.ts";
import { ReduceLROnPlateau } from "./reduce-lr-on-plateau.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Schedules one after the other: each begins at its milestone with step 0. As PyTorch's.
 *
 *     new SequentialLR([new LinearLR({ steps: 100, startFactor: 0.01 }), new ExponentialLR({ gamma: 0.999 })], [100]);
 *
 * Throws `ValueError` unless there is a milestone between each two schedules, in rising order, and if one looks at figures.
 */
export class SequentialLR implements Schedule {
  readonly #schedules: readonly Schedule[];
  readonly #starts: readonly number[];

  constructor(schedules: readonly Schedule[], milestones: readonly number[]) {
    const areSchedules = schedules.length > 0 && !schedules.some((schedule) => schedule instanceof ReduceLROnPlateau);
    checkValue("SequentialLR", "schedules", schedules.length, areSchedules, "at least one, none of them on a plateau");
    const starts = [0, ...milestones];
    const areMilestones =
      starts.length === schedules.length && milestones.every((m, i) => Number.isInteger(m) && m > starts[i]!);
    const wanted = `${schedules.length - 1} whole numbers from 1 on, one above the other`;
    checkValue("SequentialLR", "milestones", `[${milestones.join()}]`, areMilestones, wanted);
    this.#schedules = [...schedules];
    this.#starts = starts;
  }

  rateAt(step: number, base = 1): number {
    const i = this.#starts.findLastIndex((start) => start <= step);
    return this.#schedules[i]!.rateAt(step - this.#starts[i]!, base);
  }
}
