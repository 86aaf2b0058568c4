import { checkValue } from "../../base/check.ts";
import { checkSteps } from "../support/check-options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `OneCycleLR`. */
export interface OneCycleLROptions {
  /** Steps of the whole training. */
  readonly steps: number;
  /** Share of them that go up; default 0.3. */
  readonly shareUp?: number;
  /** The rate goes along half cosines or straight lines; default "cosine". */
  readonly anneal?: "cosine" | "linear";
  /** The highest rate, which is `base`, over the first one; default 25. */
  readonly divFactor?: number;
  /** The first rate over the last one; default 1e4. */
  readonly finalDivFactor?: number;
  /** Whether the rate goes down as it came up, and only then to the last one; default false. */
  readonly threePhase?: boolean;
}

/** From a share of the highest rate to another, ending at a step that need not be whole. */
interface Phase {
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/**
 * One way up from `base / divFactor` to `base`, and one down to `base / divFactor / finalDivFactor`. As PyTorch's for `max_lr = base`, which
 * moves momentum too unless told not to. Behind its last step the rate stays. Throws `ValueError` for options out of range.
 * Source: Smith & Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018.
 */
export class OneCycleLR implements Schedule {
  readonly #phases: readonly Phase[];
  readonly #curve: (share: number) => number;

  constructor(options: OneCycleLROptions) {
    const {
      steps,
      shareUp = 0.3,
      anneal = "cosine",
      divFactor = 25,
      finalDivFactor = 1e4,
      threePhase = false,
    } = options;
    checkSteps("OneCycleLR", "steps", steps);
    // Each phase ends behind where it began.
    const fits = shareUp * steps > 1 && (threePhase ? 2 * shareUp * steps - 2 : shareUp * steps - 1) < steps - 1;
    checkValue("OneCycleLR", "shareUp", shareUp, fits, `a share that leaves each phase a step of steps=${steps}`);
    const curves = { cosine: (x: number) => (1 - Math.cos(Math.PI * x)) / 2, linear: (x: number) => x };
    checkValue("OneCycleLR", "anneal", anneal, Object.hasOwn(curves, anneal), "cosine or linear");
    for (const [name, factor] of Object.entries({ divFactor, finalDivFactor })) {
      checkValue("OneCycleLR", name, factor, factor > 0 && factor < Infinity, "a finite number above 0");
    }
    const first = 1 / divFactor;
    const last = first / finalDivFactor;
    const up = { end: shareUp * steps - 1, from: first, to: 1 };
    this.#phases = threePhase
      ? [up, { end: 2 * shareUp * steps - 2, from: 1, to: first }, { end: steps - 1, from: first, to: last }]
      : [up, { end: steps - 1, from: 1, to: last }];
    this.#curve = curves[anneal];
  }

  rateAt(step: number, base = 1): number {
    const i = this.#phases.findIndex(({ end }) => step <= end);
    const phase = this.#phases.at(i)!;
    if (i < 0) return base * phase.to;
    const start = i === 0 ? 0 : this.#phases[i - 1]!.end;
    return base * (phase.from + (phase.to - phase.from) * this.#curve((step - start) / (phase.end - start)));
  }
}
