import { launch } from "../wasm/generated/launch.ts";
import type { Buffers } from "./optimizer.ts";
import { ADAM, AdamFamily, adamLayout } from "./support/adam-family.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `Adamax`. */
export interface AdamaxOptions {
  /** How far a step goes, about, for each number; default 2e-3. */
  readonly learningRate?: number;
  /** What the running mean of the gradient and the largest number so far keep at each step; default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the size of the gradient; default 1e-8. */
  readonly epsilon?: number;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<AdamaxOptions>[];
}

/**
 * Adam with the largest gradient so far in place of a mean square: `g = dw + weightDecay · w`, `m ← β₁ m + (1 − β₁) g`,
 * `u ← max(β₂ u, |g| + ε)`, `w ← w − learningRate / (1 − β₁ᵗ) · m / u`. As PyTorch's.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 2.
 */
export class Adamax extends AdamFamily {
  protected override readonly rule = ADAM;

  constructor(trained: Trained, options: AdamaxOptions = {}) {
    super("Adamax", trained, layoutOf("Adamax", options), groupsOf("Adamax", options, layoutOf));
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    launch.adamax(w, buffers["firstMoment"]!, buffers["largest"]!, dw, factors, size);
  }
}

function layoutOf(op: string, options: AdamaxOptions): Layout {
  const defaults = { learningRate: 2e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 } as const;
  return { ...adamLayout(op, { ...defaults, ...options }), buffers: { firstMoment: 0, largest: 0 } };
}
