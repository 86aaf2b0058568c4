import { launch } from "../../wasm/generated/launch.ts";
import { type Buffers, Optimizer } from "../optimizer.ts";
import { checkBetas, checkRates } from "./check-options.ts";
import type { Layout } from "./groups.ts";

/** What the relatives of Adam are set by. */
export interface AdamSettings {
  readonly learningRate: number;
  readonly betas: readonly [number, number];
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Whether the weights shrink by themselves, beside the gradient. */
  readonly decoupled?: boolean;
  readonly amsgrad?: boolean;
  /** Cells of the rule's own. */
  readonly more?: readonly number[];
}

/** Rules of `adam_tick`. */
export const ADAM = 0;
export const NADAM = 1;
export const RADAM = 2;

/** An optimizer that keeps running means of the gradient and of its square, and takes what differs from the tick. */
export abstract class AdamFamily extends Optimizer {
  /** One of the rules. */
  protected abstract readonly rule: number;

  protected override tick(factors: number, cells: number): void {
    launch.adam_tick(cells, factors, this.rule, 1);
  }

  protected override update(w: number, dw: number, buffers: Buffers, factors: number, size: number): void {
    const { firstMoment, secondMoment, largestMoment } = buffers;
    launch.adam(w, firstMoment!, secondMoment!, largestMoment ?? 0, dw, factors, size);
  }
}

/** The layout of one of them. Throws `ValueError` for settings out of range. */
export function adamLayout(op: string, settings: AdamSettings): Layout {
  const { learningRate, betas, epsilon, weightDecay, decoupled = false, amsgrad = false, more = [] } = settings;
  checkRates(op, { learningRate });
  checkBetas(op, betas);
  checkRates(op, { epsilon, weightDecay });
  const decays = decoupled ? [0, weightDecay] : [weightDecay, 0];
  return {
    buffers: { firstMoment: 0, secondMoment: 0, ...(amsgrad && { largestMoment: 0 }) },
    cells: [learningRate, ...betas, epsilon, ...decays, 1, 1, ...more],
    factors: 10,
    counts: true, // one that joins late must have its own means corrected
  };
}
