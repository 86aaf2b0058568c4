import { ADAM, AdamFamily, adamLayout } from "./support/adam-family.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `AdamW`. */
export interface AdamWOptions {
  /** How far a step goes, about, for each number; default 1e-3. */
  readonly learningRate?: number;
  /** What the running means of the gradient and of its square keep at each step; default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Share of a weight that it loses at each step, times the learning rate; default 1e-2. */
  readonly weightDecay?: number;
  /** Whether the largest mean square so far divides instead of the present one (AMSGrad); default false. */
  readonly amsgrad?: boolean;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<AdamWOptions>[];
}

/**
 * Adam with decoupled weight decay: the step of `Adam` without a penalty, and `w ← w − learningRate · weightDecay · w` beside it,
 * of the weight before the step. As PyTorch's.
 *
 *     new AdamW(model, { groups: [{ match: /bias$/, weightDecay: 0 }] }); // weights decay, biases do not
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Loshchilov & Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
 */
export class AdamW extends AdamFamily {
  protected override readonly rule = ADAM;

  constructor(trained: Trained, options: AdamWOptions = {}) {
    super("AdamW", trained, layoutOf("AdamW", options), groupsOf("AdamW", options, layoutOf));
  }
}

function layoutOf(op: string, options: AdamWOptions): Layout {
  const defaults = { learningRate: 1e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 1e-2 } as const;
  return adamLayout(op, { ...defaults, ...options, decoupled: true });
}
