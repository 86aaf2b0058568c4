import { AdamFamily, adamLayout, RADAM } from "./support/adam-family.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `RAdam`. */
export interface RAdamOptions {
  /** How far a step goes, about, for each number; default 1e-3. */
  readonly learningRate?: number;
  /** What the running means of the gradient and of its square keep at each step; default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<RAdamOptions>[];
}

/**
 * Rectified Adam, which needs no warm-up: m and v as `Adam`'s; while fewer than about five squares are averaged,
 * `w ← w − learningRate · m / (1 − β₁ᵗ)`, then Adam's step times `√((ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ))` for
 * `ρ∞ = 2 / (1 − β₂) − 1` and `ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)`, with ε below the root of v as it is. As PyTorch's.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR 2020, algorithm 2.
 */
export class RAdam extends AdamFamily {
  protected override readonly rule = RADAM;

  constructor(trained: Trained, options: RAdamOptions = {}) {
    super("RAdam", trained, layoutOf("RAdam", options), groupsOf("RAdam", options, layoutOf));
  }
}

function layoutOf(op: string, options: RAdamOptions): Layout {
  const defaults = { learningRate: 1e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 } as const;
  return adamLayout(op, { ...defaults, ...options, more: [0] });
}
