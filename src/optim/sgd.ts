import { checkValue } from "../base/check.ts";
import { launch } from "../wasm/generated/launch.ts";
import { type Buffers, Optimizer } from "./optimizer.ts";
import { checkRates } from "./support/check-options.ts";
import { type GroupOptions, groupsOf, type Layout } from "./support/groups.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `SGD`. */
export interface SGDOptions {
  /** How far a step goes; default 1e-2. */
  readonly learningRate?: number;
  /** Share of the last step's velocity that is kept; default 0, which needs no memory. */
  readonly momentum?: number;
  /** Share of the gradient that does not join the velocity, but for the first step; default 0. Needs momentum. */
  readonly dampening?: number;
  /** Whether the gradient counts as if taken where momentum leads; default false. Needs momentum, and no dampening. */
  readonly nesterov?: boolean;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** Options for some of the parameters, all but `nesterov`; see `Optimizer`. Default none. */
  readonly groups?: readonly GroupOptions<Omit<SGDOptions, "nesterov">>[];
}

/**
 * Stochastic gradient descent: `g = dw + weightDecay · w`, `v ← momentum · v + (1 − dampening) g`, `w ← w − learningRate · v`; with
 * Nesterov's momentum, `w ← w − learningRate · (g + momentum · v)`. As PyTorch's. With all samples in one batch and no momentum it
 * is plain gradient descent.
 *
 * Throws `ValueError` for a number out of range, for `nesterov` or `dampening` without momentum, for both, and as `Optimizer` does.
 * Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
 */
export class SGD extends Optimizer {
  readonly #nesterov: number;

  constructor(trained: Trained, options: SGDOptions = {}) {
    super("SGD", trained, layoutOf("SGD", options), groupsOf("SGD", options, layoutOf));
    this.#nesterov = Number(options.nesterov ?? false);
  }

  protected override tick(factors: number, cells: number): void {
    launch.sgd_tick(cells, factors, 1);
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    launch.sgd(w, buffers["velocity"] ?? 0, dw, factors, this.#nesterov, size);
  }
}

function layoutOf(op: string, options: SGDOptions): Layout {
  const { learningRate = 1e-2, momentum = 0, dampening = 0, nesterov = false, weightDecay = 0 } = options;
  checkRates(op, { learningRate, momentum, dampening, weightDecay });
  checkValue(op, "nesterov", nesterov, !nesterov || momentum > 0, "false without momentum");
  checkValue(op, "dampening", dampening, dampening === 0 || momentum > 0, "0 without momentum");
  checkValue(op, "dampening", dampening, dampening === 0 || !nesterov, "0 with nesterov");
  return {
    buffers: momentum > 0 ? { velocity: 0 } : {},
    cells: [learningRate, momentum, weightDecay, dampening, 0],
    factors: 4,
    counts: dampening > 0, // the first gradient of each is not dampened
  };
}
