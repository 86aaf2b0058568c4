import { checkValue } from "../base/check.ts";
import type { Module } from "../nn/module.ts";
import type { Callback } from "./callbacks.ts";
import { checkCount } from "./check.ts";
import { figureOf } from "./monitored.ts";
import { snapshot } from "./snapshot.ts";

/** Options of `earlyStopping`. */
export interface EarlyStoppingOptions {
  /** The figure that is looked at: "loss", a metric's name, "validation.loss", …; default the loss of validation, or of training without one. */
  readonly monitor?: string;
  /** Whether smaller or larger is better; default "min". */
  readonly mode?: "min" | "max";
  /** Epochs without a better figure after which training ends; default 10. */
  readonly patience?: number;
  /** How much better a figure must be to count; default 0: any bit. */
  readonly minDelta?: number;
  /** Whether the model has the parameters and states of its best epoch in the end, however training ended but for an error; default true. */
  readonly restoreBest?: boolean;
}

/**
 * A callback that ends training when a figure has not become better for some epochs, and gives the model back the weights of the best one.
 *
 *     await fit(model, train, { ..., validation: test, callbacks: [earlyStopping(model, { patience: 5 })] });
 *
 * It begins anew with each call of `fit`, also with one that resumes. Throws `ValueError` for options out of range.
 */
export function earlyStopping(model: Module, options: EarlyStoppingOptions = {}): Callback {
  const { monitor, mode = "min", patience = 10, minDelta = 0, restoreBest = true } = options;
  checkValue("earlyStopping", "mode", mode, mode === "min" || mode === "max", "min or max");
  checkCount("earlyStopping", "patience", patience);
  checkValue("earlyStopping", "minDelta", minDelta, minDelta >= 0 && minDelta < Infinity, "a finite number from 0 on");
  const sign = mode === "min" ? -1 : 1;
  let best = -Infinity;
  let waited = 0;
  let restore: (() => void) | null = null;
  return {
    onTrainBegin: () => {
      best = -Infinity;
      waited = 0;
      restore = null;
    },
    onEpochEnd: (record) => {
      const figure = sign * figureOf("earlyStopping", record, monitor);
      if (figure - minDelta > best) {
        best = figure;
        waited = 0;
        if (restoreBest) restore = snapshot(model.namedTensors());
        return;
      }
      return ++waited >= patience ? "stop" : undefined;
    },
    onTrainEnd: ({ error }) => {
      if (error === undefined) restore?.();
      restore = null;
    },
  };
}
