import { checkValue } from "../base/check.ts";
import { launch } from "../wasm/generated/launch.ts";
import { type Buffers, Optimizer } from "./optimizer.ts";
import { checkRates } from "./support/check-options.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `Rprop`. */
export interface RpropOptions {
  /** How far the first step goes for each number, above 0; default 1e-2. Set later, it scales all steps. */
  readonly learningRate?: number;
  /** What a step is multiplied by where the gradient turns, between 0 and 1, and where it does not, above 1; default [0.5, 1.2]. */
  readonly etas?: readonly [number, number];
  /** The least and the most that a step may be, at the first learning rate; default [1e-6, 50]. */
  readonly stepSizes?: readonly [number, number];
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<RpropOptions>[];
}

/**
 * Resilient propagation, for full batches: only the sign of the gradient counts, and each number has a step of its own, which grows
 * where the sign stays and shrinks where it turns; there the gradient counts as 0. As PyTorch's; but a learning rate that is set
 * after the first step scales the steps, where PyTorch's has no say any more.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Riedmiller & Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993.
 */
export class Rprop extends Optimizer {
  constructor(trained: Trained, options: RpropOptions = {}) {
    super("Rprop", trained, layoutOf("Rprop", options), groupsOf("Rprop", options, layoutOf));
  }

  protected override tick(factors: number, cells: number): void {
    launch.settings_tick(factors, cells, FACTORS, 1);
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    launch.rprop(w, buffers["gradient"]!, buffers["stepSize"]!, dw, factors, size);
  }
}

const FACTORS = 6;

function layoutOf(op: string, options: RpropOptions): Layout {
  const { learningRate = 1e-2, etas = [0.5, 1.2], stepSizes = [1e-6, 50] } = options;
  checkRates(op, { learningRate });
  checkValue(op, "learningRate", learningRate, Math.fround(learningRate) > 0, "a finite number above 0");
  const areEtas = etas.length === 2 && etas[0] > 0 && etas[0] < 1 && etas[1] > 1 && etas[1] < Infinity;
  checkValue(op, "etas", etas, areEtas, "one number between 0 and 1, and one above 1");
  const [least, most] = stepSizes;
  const areSizes = stepSizes.length === 2 && least >= 0 && least <= most && Number.isFinite(Math.fround(most));
  checkValue(op, "stepSizes", stepSizes, areSizes, "two finite numbers from 0 on, the smaller one first");
  return {
    buffers: { gradient: 0, stepSize: learningRate },
    cells: [learningRate, learningRate, ...etas, ...stepSizes],
    factors: FACTORS,
    counts: false,
  };
}
