import { checkValue } from "../base/check.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkRate, Optimizer } from "./optimizer.ts";
import type { Trained } from "./support/named-parameters.ts";

/** Options of `SGD`. */
export interface SGDOptions {
  /** How far a step goes; default 1e-2. */
  readonly learningRate?: number;
  /** Share of the last step's velocity that is kept; default 0, which needs no memory. */
  readonly momentum?: number;
  /** Whether the gradient counts as if taken where momentum leads; default false. Needs momentum. */
  readonly nesterov?: boolean;
  /** Factor of the penalty on the parameters' squares: `weightDecay · w` is added to the gradient; default 0. */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent: `g = dw + weightDecay · w`, `v ← momentum · v + g`, `w ← w − learningRate · v`; with Nesterov's
 * momentum, `w ← w − learningRate · (g + momentum · v)`. As PyTorch's, without dampening.
 *
 * Throws `ValueError` for a number out of range, for `nesterov` without momentum, and as `Optimizer` does.
 * Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
 */
export class SGD extends Optimizer {
  readonly #nesterov: number;

  constructor(
    trained: Trained,
    { learningRate = 1e-2, momentum = 0, nesterov = false, weightDecay = 0 }: SGDOptions = {},
  ) {
    checkRate("SGD", "learningRate", learningRate);
    checkRate("SGD", "momentum", momentum);
    checkRate("SGD", "weightDecay", weightDecay);
    checkValue("SGD", "nesterov", nesterov, !nesterov || momentum > 0, "false without momentum");
    super("SGD", trained, {
      buffers: momentum > 0 ? ["velocity"] : [],
      cells: [learningRate, momentum, weightDecay],
      factors: 3,
      counts: false,
    });
    this.#nesterov = Number(nesterov);
  }

  protected override tick(factors: number, cells: number): void {
    launch.sgd_tick(factors, cells, 1);
  }

  protected override update(w: number, dw: number, [v]: readonly number[], factors: number, size: number): void {
    if (v === undefined) launch.sgd(w, dw, factors, size);
    else launch.sgd_momentum(w, v, dw, factors, this.#nesterov, size);
  }
}
