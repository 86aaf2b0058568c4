import { ValueError } from "../base/errors.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { type PlateauState, ReduceLROnPlateau } from "../optim/schedules/reduce-lr-on-plateau.ts";
import type { Schedule } from "../optim/schedules/schedule.ts";
import type { EpochEnd } from "./callbacks.ts";
import { figureOf } from "./monitored.ts";

/** How `fit` moves the learning rate. */
export interface PacingOptions {
  /** The learning rate of each epoch, or of each step, from those that the optimizer has; afterwards it has these again. Default constant. */
  readonly schedule?: Schedule | undefined;
  /** What the schedule counts: epochs, or steps of the optimizer. Default "epoch". */
  readonly scheduleBy?: "epoch" | "batch" | undefined;
}

/** Where a schedule stands. Plain data. */
export interface Pace {
  /** The rates of the optimizer's groups as training began. */
  readonly bases: readonly number[];
  /** Null unless the schedule looks at figures. */
  readonly plateau: PlateauState | null;
}

/** Sets the learning rates of an optimizer as training goes. */
export class Pacer {
  readonly #optimizer: Optimizer;
  readonly #schedule: Schedule | undefined;
  readonly #by: "epoch" | "batch";
  #bases: readonly number[];

  /** Throws `ValueError` for options that do not fit. */
  constructor(optimizer: Optimizer, { schedule, scheduleBy = "epoch" }: PacingOptions) {
    if (schedule !== undefined && typeof (schedule as Partial<Schedule>).rateAt !== "function") {
      throw new ValueError(`fit: schedule is ${typeof schedule}, expected one such as new StepLR({ stepSize: 10 })`);
    }
    // Also by those who write no types.
    if (!["epoch", "batch"].includes(scheduleBy)) {
      throw new ValueError(`fit: scheduleBy is ${String(scheduleBy)}, expected epoch or batch`);
    }
    if (schedule instanceof ReduceLROnPlateau && scheduleBy === "batch") {
      throw new ValueError(
        "fit: scheduleBy is batch, expected epoch for a schedule that looks at the figures of epochs",
      );
    }
    this.#optimizer = optimizer;
    this.#schedule = schedule;
    this.#by = scheduleBy;
    this.#bases = optimizer.groups.map(({ learningRate }) => learningRate);
  }

  /** What the plan of a checkpoint says of it. */
  get kind(): string {
    return this.#schedule === undefined ? "none" : this.#by;
  }

  /** Sets the rates for a step, both counted from 0. */
  enter(epoch: number, step: number): void {
    const schedule = this.#schedule;
    if (schedule === undefined) return;
    this.#set(this.#bases.map((base) => schedule.rateAt(this.#by === "epoch" ? epoch : step, base)));
  }

  /** Shows an epoch's record to a schedule that looks at figures. */
  observe(record: EpochEnd): void {
    const schedule = this.#schedule;
    if (schedule instanceof ReduceLROnPlateau) schedule.observe(figureOf("fit", record, schedule.monitor));
  }

  save(): Pace | null {
    if (this.#schedule === undefined) return null;
    return { bases: this.#bases, plateau: this.#schedule instanceof ReduceLROnPlateau ? this.#schedule.save() : null };
  }

  restore(pace: Pace | null): void {
    if (pace === null) return;
    this.#bases = pace.bases;
    if (pace.plateau !== null && this.#schedule instanceof ReduceLROnPlateau) this.#schedule.restore(pace.plateau);
  }

  /** Gives the optimizer its own rates back. */
  close(): void {
    if (this.#schedule !== undefined) this.#set(this.#bases);
  }

  #set(rates: readonly number[]): void {
    this.#optimizer.groups.forEach((group, i) => {
      const rate = rates[i]!;
      if (group.learningRate !== rate) group.learningRate = rate;
    });
  }
}
