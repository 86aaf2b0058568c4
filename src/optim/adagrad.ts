import { launch } from "../wasm/generated/launch.ts";
import { type Buffers, Optimizer } from "./optimizer.ts";
import { checkRates } from "./support/check-options.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `Adagrad`. */
export interface AdagradOptions {
  /** How far the first step goes for each number; default 1e-2. */
  readonly learningRate?: number;
  /** How fast the learning rate falls besides: step t, counted from 0, has `learningRate / (1 + t · learningRateDecay)`; default 0. */
  readonly learningRateDecay?: number;
  /** Added to the root of the sum of squares; default 1e-10. */
  readonly epsilon?: number;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** What the sums of squares start with; default 0. */
  readonly initialAccumulator?: number;
  /** Options for some of the parameters; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<AdagradOptions>[];
}

/**
 * Adagrad: `g = dw + weightDecay · w`, `s ← s + g²`, `w ← w − learningRate / (1 + t · learningRateDecay) · g / (√s + ε)`. As PyTorch's,
 * ε outside of the root.
 *
 * Throws `ValueError` for a number out of range, and as `Optimizer` does.
 * Source: Duchi, Hazan & Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 2011.
 */
export class Adagrad extends Optimizer {
  constructor(trained: Trained, options: AdagradOptions = {}) {
    super("Adagrad", trained, layoutOf("Adagrad", options), groupsOf("Adagrad", options, layoutOf));
  }

  protected override tick(factors: number, cells: number): void {
    launch.adagrad_tick(cells, factors, 1);
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    launch.adagrad(w, buffers["squares"]!, dw, factors, size);
  }
}

function layoutOf(op: string, options: AdagradOptions): Layout {
  const {
    learningRate = 1e-2,
    learningRateDecay = 0,
    epsilon = 1e-10,
    weightDecay = 0,
    initialAccumulator = 0,
  } = options;
  checkRates(op, { learningRate, learningRateDecay, epsilon, weightDecay, initialAccumulator });
  return {
    buffers: { squares: initialAccumulator },
    cells: [learningRate, learningRateDecay, epsilon, weightDecay, 0],
    factors: 3,
    counts: learningRateDecay > 0,
  };
}
