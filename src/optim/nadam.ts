import { AdamFamily, adamLayout, NADAM } from "./support/adam-family.ts";
import { checkRates } from "./support/check-options.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `NAdam`. */
export interface NAdamOptions {
  /** How far a step goes, about, for each number; default 2e-3. */
  readonly learningRate?: number;
  /** What the running means of the gradient and of its square keep at each step; default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** How fast the momentum comes to β₁, ψ below; default 4e-3. */
  readonly momentumDecay?: number;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<NAdamOptions>[];
}

/**
 * Adam with Nesterov's momentum: m and v as `Adam`'s, and for momenta `μₜ = β₁ (1 − ½ · 0.96^(t ψ))` with product `Πₜ`
 * `w ← w − learningRate · (μₜ₊₁ m / (1 − Πₜ μₜ μₜ₊₁) + (1 − μₜ) g / (1 − Πₜ)) / (√(v / (1 − β₂ᵗ)) + ε)`. As PyTorch 1.13's; Dozat,
 * and later versions, have `Πₜ₊₁ = Πₜ μₜ₊₁` for the mean, which is the same after some dozens of steps.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016.
 */
export class NAdam extends AdamFamily {
  protected override readonly rule = NADAM;

  constructor(trained: Trained, options: NAdamOptions = {}) {
    super("NAdam", trained, layoutOf("NAdam", options), groupsOf("NAdam", options, layoutOf));
  }
}

function layoutOf(op: string, { momentumDecay = 4e-3, ...options }: NAdamOptions): Layout {
  checkRates(op, { momentumDecay });
  const defaults = { learningRate: 2e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 } as const;
  return adamLayout(op, { ...defaults, ...options, more: [0.96 ** momentumDecay, 1, 1] });
}
