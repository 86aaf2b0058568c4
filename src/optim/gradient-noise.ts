import type { Gradients } from "../autograd/tape.ts";
import { full, zeros } from "../tensor/creation.ts";
import type { Generator } from "../tensor/generator.ts";
import { Persistent } from "../tensor/persistent.ts";
import { randn } from "../tensor/random.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { checkRate } from "./optimizer.ts";
import { checkGradients } from "./support/check-gradients.ts";

/** Options of `GradientNoise`. */
export interface GradientNoiseOptions {
  /** The variance of the first step's noise; default 0.3. */
  readonly eta?: number;
  /** How fast it falls; default 0.55. */
  readonly gamma?: number;
  /** Where the noise comes from; default the one that `manualSeed` resets. */
  readonly generator?: Generator;
}

/**
 * Adds normal noise to gradients, of variance `eta / (1 + t)^gamma` at step t, counted from 0 in memory.
 *
 *     using noise = new GradientNoise({ eta: 0.01 });
 *     optimizer.step(noise.add(gradients(loss)));
 *
 * Throws `ValueError` for options out of range.
 * Source: Neelakantan et al., "Adding gradient noise improves learning for very deep networks", 2015, section 3.
 */
export class GradientNoise {
  readonly #steps: Persistent;
  readonly #eta: number;
  readonly #gamma: number;
  readonly #draw: { readonly generator?: Generator };

  constructor({ eta = 0.3, gamma = 0.55, ...draw }: GradientNoiseOptions = {}) {
    checkRate("GradientNoise", "eta", eta);
    checkRate("GradientNoise", "gamma", gamma);
    this.#eta = eta;
    this.#gamma = gamma;
    this.#draw = draw;
    this.#steps = new Persistent(zeros([]));
  }

  /** The gradients with noise, which are new. Counts a step. Throws `ValueError` if `grads` are none, `DTypeError` unless they are float32. */
  add(grads: Gradients): Gradients {
    checkGradients("GradientNoise", grads);
    return scope(() => {
      const t = this.#steps.address;
      launch.add(t, t, full([], 1).address, 1, 1, 0, 0, 1, 0, 0, 1, 1);
      const deviation = new Tensor([]);
      launch.pow(deviation.address, t, full([], -this.#gamma / 2).address, 1, 1, 0, 0, 1, 0, 0, 1, 1);
      launch.mul(
        deviation.address,
        deviation.address,
        full([], Math.sqrt(this.#eta)).address,
        1,
        1,
        0,
        0,
        1,
        0,
        0,
        1,
        1,
      );
      const noisy = new Map<Tensor, Tensor>();
      for (const [w, dw] of grads) {
        const y = randn(dw.shape, this.#draw);
        launch.mul(y.address, y.address, deviation.address, 1, y.size, 0, 0, 1, 0, 0, 0, y.size);
        launch.add(y.address, y.address, dw.address, 1, y.size, 0, 0, 1, 0, 0, 1, y.size);
        noisy.set(w, y);
      }
      return noisy;
    });
  }

  /** The count of steps, for a checkpoint. Not a copy. */
  namedTensors(): ReadonlyMap<string, Persistent> {
    return new Map([["steps", this.#steps]]);
  }

  /** Frees the count. */
  dispose(): void {
    this.#steps.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
