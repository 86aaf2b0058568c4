import { launch } from "../wasm/generated/launch.ts";
import { type Buffers, Optimizer } from "./optimizer.ts";
import { checkRates, checkShare } from "./support/check-options.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `Adadelta`. */
export interface AdadeltaOptions {
  /** Factor of the step, which finds its size by itself; default 1. */
  readonly learningRate?: number;
  /** What the running means of the squares keep at each step; default 0.9. */
  readonly rho?: number;
  /** Added to both mean squares; default 1e-6. */
  readonly epsilon?: number;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<AdadeltaOptions>[];
}

/**
 * Adadelta: `g = dw + weightDecay · w`, `s ← ρ s + (1 − ρ) g²`, `d = √(a + ε) / √(s + ε) · g`, `a ← ρ a + (1 − ρ) d²`,
 * `w ← w − learningRate · d`. As PyTorch's.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, algorithm 1.
 */
export class Adadelta extends Optimizer {
  constructor(trained: Trained, options: AdadeltaOptions = {}) {
    super("Adadelta", trained, layoutOf("Adadelta", options), groupsOf("Adadelta", options, layoutOf));
  }

  protected override tick(factors: number, cells: number): void {
    launch.settings_tick(factors, cells, FACTORS, 1);
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    launch.adadelta(w, buffers["meanSquare"]!, buffers["meanSquareStep"]!, dw, factors, size);
  }
}

const FACTORS = 5;

function layoutOf(op: string, options: AdadeltaOptions): Layout {
  const { learningRate = 1, rho = 0.9, epsilon = 1e-6, weightDecay = 0 } = options;
  checkRates(op, { learningRate, epsilon, weightDecay });
  checkShare(op, "rho", rho);
  return {
    buffers: { meanSquare: 0, meanSquareStep: 0 },
    cells: [learningRate, rho, 1 - rho, epsilon, weightDecay],
    factors: FACTORS,
    counts: false,
  };
}
