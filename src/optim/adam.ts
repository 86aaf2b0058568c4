import { ADAM, AdamFamily, adamLayout } from "./support/adam-family.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `Adam`. */
export interface AdamOptions {
  /** How far a step goes, about, for each number; default 1e-3. */
  readonly learningRate?: number;
  /** What the running means of the gradient and of its square keep at each step; default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** Whether the largest mean square so far divides instead of the present one (AMSGrad); default false. */
  readonly amsgrad?: boolean;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<AdamOptions>[];
}

/**
 * Adam: `g = dw + weightDecay · w`, `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, and after t steps of this parameter
 * `w ← w − learningRate · m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)`. As PyTorch's.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
 */
export class Adam extends AdamFamily {
  protected override readonly rule = ADAM;

  constructor(trained: Trained, options: AdamOptions = {}) {
    super("Adam", trained, layoutOf("Adam", options), groupsOf("Adam", options, layoutOf));
  }
}

function layoutOf(op: string, options: AdamOptions): Layout {
  return adamLayout(op, { learningRate: 1e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0, ...options });
}
