import { launch } from "../wasm/generated/launch.ts";
import { type Buffers, Optimizer } from "./optimizer.ts";
import { checkBetas, checkRates } from "./support/check-options.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `Lion`. */
export interface LionOptions {
  /** How far a step goes for each number; default 1e-4. About a third to a tenth of Adam's is usual. */
  readonly learningRate?: number;
  /** What the mean keeps for the step at hand, and for those to come; default [0.9, 0.99]. */
  readonly betas?: readonly [number, number];
  /** Share of a weight that it loses at each step, times the learning rate; default 0. */
  readonly weightDecay?: number;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<LionOptions>[];
}

/**
 * Lion, which steps by signs: `w ← w − learningRate · (sign(β₁ m + (1 − β₁) dw) + weightDecay · w)`, `m ← β₂ m + (1 − β₂) dw`.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, algorithm 2.
 */
export class Lion extends Optimizer {
  constructor(trained: Trained, options: LionOptions = {}) {
    super("Lion", trained, layoutOf("Lion", options), groupsOf("Lion", options, layoutOf));
  }

  protected override tick(factors: number, cells: number): void {
    launch.settings_tick(factors, cells, FACTORS, 1);
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    launch.lion(w, buffers["mean"]!, dw, factors, size);
  }
}

const FACTORS = 6;

function layoutOf(op: string, { learningRate = 1e-4, betas = [0.9, 0.99], weightDecay = 0 }: LionOptions): Layout {
  checkRates(op, { learningRate, weightDecay });
  checkBetas(op, betas);
  return {
    buffers: { mean: 0 },
    cells: [learningRate, ...betas.flatMap((beta) => [beta, 1 - beta]), weightDecay],
    factors: FACTORS,
    counts: false,
  };
}
