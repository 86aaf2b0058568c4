import { checkValue } from "../base/check.ts";
import { ValueError } from "../base/errors.ts";
import { loadInto } from "../nn/load.ts";
import type { Parameter } from "../nn/parameter.ts";
import { tensor, zeros } from "../tensor/creation.ts";
import { Persistent } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { readDouble } from "../wasm/views.ts";
import { namedParameters, type Trained } from "./support/named-parameters.ts";

/** Options of `WeightAverage`. */
export interface WeightAverageOptions {
  /** What an exponential moving average keeps of itself at each update, such as 0.999; default none: the mean of all updates. */
  readonly decay?: number;
}

/**
 * Averages of the parameters of a model, which often generalise better than the last ones: `a ← decay · a + (1 − decay) · w`, an exponential
 * moving average (EMA), or the mean of all updates, stochastic weight averaging (SWA). The first update takes the weights as they are. As
 * PyTorch's `AveragedModel`. An update is launches only; it may be a part of a compiled step.
 *
 *     using average = new WeightAverage(model, { decay: 0.999 });
 *     for (...) { optimizer.step(gradients(loss)); average.update(); }
 *     average.swap(); // the model has the averages, and the average has its weights, until the next swap
 *
 * States such as running statistics are not averaged: see `updateNormalization`.
 * Throws `ValueError` for a decay out of range, and for something else than a model or parameters.
 * Source: Polyak & Juditsky 1992; Izmailov et al., "Averaging weights leads to wider optima and better generalization", UAI 2018.
 */
export class WeightAverage {
  readonly #pairs: readonly { readonly w: Parameter; readonly mean: Persistent }[];
  readonly #kept = new Map<string, Persistent>();
  readonly #cells: Persistent;
  readonly #factors: Persistent;
  /** The version of the cells as the averages went into the model; one that was loaded since is not there. */
  #swappedAt: number | null = null;

  constructor(trained: Trained, { decay }: WeightAverageOptions = {}) {
    const isDecay = decay === undefined || (decay >= 0 && decay < 1);
    checkValue("WeightAverage", "decay", decay, isDecay, "a number from 0 on and below 1");
    const cells = Float64Array.of(0, decay ?? 0, Number(decay === undefined));
    this.#pairs = scope(() =>
      Array.from(namedParameters("WeightAverage", trained), ([path, w]) => {
        const mean = new Persistent(copyOf(w));
        this.#kept.set(path, mean);
        return { w, mean };
      }),
    );
    this.#cells = new Persistent(tensor(new Int32Array(cells.buffer)));
    this.#kept.set("cells", this.#cells);
    this.#factors = new Persistent(zeros([2]));
  }

  /** Updates so far. */
  get count(): number {
    return readDouble(this.#cells.address, 0);
  }

  /** Takes in the parameters as they are. Throws `ValueError` while the averages are in the model. */
  update(): void {
    if (this.#isSwapped) {
      throw new ValueError("WeightAverage: the averages are in the model, expected its own weights; swap them back");
    }
    launch.average_tick(this.#cells.address, this.#factors.address, 1);
    for (const { w, mean } of this.#pairs) launch.average(mean.address, w.address, this.#factors.address, w.size);
  }

  /** Puts the averages into the model and its weights here, or back. */
  swap(): void {
    scope(() => {
      for (const { w, mean } of this.#pairs) {
        const before = copyOf(w);
        launch.copy(w.address, mean.address, w.size);
        launch.copy(mean.address, before.address, w.size);
        w.storage.version++;
      }
    });
    this.#swappedAt = this.#isSwapped ? null : this.#cells.storage.version;
  }

  get #isSwapped(): boolean {
    return this.#swappedAt === this.#cells.storage.version;
  }

  /** Averages by path, and the count among "cells", for a checkpoint. Not copies. */
  namedTensors(): ReadonlyMap<string, Persistent> {
    return this.#kept;
  }

  /**
   * Goes on where the average stood that `tensors` come from; the model is taken to have its own weights then. Throws `ValueError` unless both
   * hold the same names, shapes and dtypes.
   */
  load(tensors: ReadonlyMap<string, Tensor>): void {
    loadInto("WeightAverage: load", this.#kept, tensors);
  }

  /** Frees the averages; the parameters stay. */
  dispose(): void {
    for (const t of [...this.#kept.values(), this.#factors]) t[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

function copyOf(w: Tensor): Tensor {
  const y = new Tensor(w.shape);
  launch.copy(y.address, w.address, w.size);
  return y;
}
