import type { Gradients } from "../autograd/tape.ts";
import type { PathFilter } from "../base/match-path.ts";
import { GradientNoise } from "../optim/gradient-noise.ts";
import { maxNorm } from "../optim/max-norm.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Module } from "../nn/module.ts";
import type { Persistent } from "../tensor/persistent.ts";
import { type ClippingOptions, clippingOf } from "./clipping.ts";

/** What `fit` does as parameters move, besides the optimizer. */
export interface MovingOptions extends ClippingOptions {
  /** Normal noise on the gradients, behind their clipping, from the default generator; see `GradientNoise`. Default none. */
  readonly gradientNoise?: { readonly eta?: number; readonly gamma?: number } | undefined;
  /** The most that the weights of a unit may be, all together, after each step; see `maxNorm`. Default any. */
  readonly maxNorm?: (PathFilter & { readonly limit: number }) | undefined;
}

/** Moves the parameters along gradients: launches alone. `dispose` frees what it keeps. */
export interface Move {
  (grads: Gradients): void;
  /** What it keeps from one step to the next, by name. */
  readonly kept: ReadonlyMap<string, Persistent>;
  dispose(): void;
}

/** The way that the options say. Throws `ValueError` for options that cannot be used. */
export function moveOf(model: Module, optimizer: Optimizer, options: MovingOptions): Move {
  const clip = clippingOf(options);
  const { gradientNoise, maxNorm: most } = options;
  const noise = gradientNoise === undefined ? null : new GradientNoise(gradientNoise);
  const move = (grads: Gradients): void => {
    const clipped = clip(grads);
    optimizer.step(noise === null ? clipped : noise.add(clipped));
    if (most !== undefined) maxNorm(model, most.limit, most);
  };
  const kept = noise?.namedTensors() ?? [];
  return Object.assign(move, {
    kept: new Map(Array.from(kept, ([name, t]) => [`noise.${name}`, t] as const)),
    dispose: () => noise?.dispose(),
  });
}
