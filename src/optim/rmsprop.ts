import { launch } from "../wasm/generated/launch.ts";
import { type Buffers, Optimizer } from "./optimizer.ts";
import { checkRates, checkShare } from "./support/check-options.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `RMSprop`. */
export interface RMSpropOptions {
  /** How far a step goes, about, for each number; default 1e-2. */
  readonly learningRate?: number;
  /** What the running mean of the squares keeps at each step; default 0.99. */
  readonly alpha?: number;
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** Share of the last step's velocity that is kept; default 0, which needs no memory. */
  readonly momentum?: number;
  /** Whether the variance of the gradient divides in place of its mean square; default false. */
  readonly centered?: boolean;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<RMSpropOptions>[];
}

/**
 * RMSprop: `g = dw + weightDecay · w`, `s ← α s + (1 − α) g²`, `w ← w − learningRate · g / (√s + ε)`; centred, `s − m²` below the root for
 * `m ← α m + (1 − α) g`; with momentum, `v ← momentum · v + g / (√s + ε)`, `w ← w − learningRate · v`. As PyTorch's, ε outside of the
 * root; where rounding makes `s − m²` negative it counts as 0 instead of giving NaN.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Hinton, "Neural networks for machine learning", lecture 6e, 2012; centred: Graves, "Generating sequences with recurrent
 * neural networks", 2013, equations 38 to 45.
 */
export class RMSprop extends Optimizer {
  constructor(trained: Trained, options: RMSpropOptions = {}) {
    super("RMSprop", trained, layoutOf("RMSprop", options), groupsOf("RMSprop", options, layoutOf));
  }

  protected override tick(factors: number, cells: number): void {
    launch.settings_tick(factors, cells, FACTORS, 1);
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    const { meanSquare, mean = 0, velocity = 0 } = buffers;
    launch.rmsprop(w, meanSquare!, mean, velocity, dw, factors, size);
  }
}

const FACTORS = 6;

function layoutOf(op: string, options: RMSpropOptions): Layout {
  const {
    learningRate = 1e-2,
    alpha = 0.99,
    epsilon = 1e-8,
    weightDecay = 0,
    momentum = 0,
    centered = false,
  } = options;
  checkRates(op, { learningRate, epsilon, weightDecay, momentum });
  checkShare(op, "alpha", alpha);
  return {
    buffers: { meanSquare: 0, ...(centered && { mean: 0 }), ...(momentum > 0 && { velocity: 0 }) },
    cells: [learningRate, alpha, 1 - alpha, epsilon, weightDecay, momentum],
    factors: FACTORS,
    counts: false,
  };
}
