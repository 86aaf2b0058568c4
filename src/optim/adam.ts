import { checkValue } from "../base/check.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkRate, Optimizer } from "./optimizer.ts";
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
}

/**
 * Adam: `g = dw + weightDecay · w`, `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, and after t steps of this parameter
 * `w ← w − learningRate · m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)`. As PyTorch's.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
 */
export class Adam extends Optimizer {
  constructor(
    trained: Trained,
    { learningRate = 1e-3, betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0 }: AdamOptions = {},
  ) {
    checkRate("Adam", "learningRate", learningRate);
    const areBetas = betas.length === 2 && betas.every((beta) => beta >= 0 && beta < 1);
    checkValue("Adam", "betas", betas, areBetas, "two numbers from 0 on and below 1");
    checkRate("Adam", "epsilon", epsilon);
    checkRate("Adam", "weightDecay", weightDecay);
    super("Adam", trained, {
      buffers: ["firstMoment", "secondMoment"],
      cells: [learningRate, ...betas, epsilon, weightDecay, 1, 1],
      factors: 8,
      counts: true, // one that joins late must have its own means corrected
    });
  }

  protected override tick(factors: number, cells: number): void {
    launch.adam_tick(cells, factors, 1);
  }

  protected override update(w: number, dw: number, [m, v]: readonly number[], factors: number, size: number): void {
    launch.adam(w, m!, v!, dw, factors, size);
  }
}
