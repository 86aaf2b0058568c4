import { Anomaly, Detector } from "../autograd/anomaly.ts";
import { refuseWhileTracing } from "../autograd/observe.ts";
import { watched } from "../autograd/watch.ts";
import { ValueError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { around } from "./listen.ts";
import type { Module } from "./module.ts";

/** Options of `detectAnomaly`. */
export interface DetectAnomalyOptions {
  /** Whose layers and parameters are told by their paths; default none. */
  readonly model?: Module | undefined;
}

/**
 * Runs `f`, a step of training or a part of one, and looks at what every op gives, forward and backward: the first NaN ends it with an error that names
 * the op, the layer, and what went into it.
 *
 *     detectAnomaly(() => optimizer.step(gradients(crossEntropy(model.forward(x), y))), { model });
 *
 * Infinite numbers may pass, as those of a mask do; they are an error in a loss that `gradients` gets and in the gradients that it
 * answers, and wherever NaN comes of them, and then it names the op that made the first of them. Every op is waited for and read: slow, with the same
 * bits. Compiled steps run as plain functions within `f`. `fit` does so by `debug: true`.
 *
 * Answers what `f` answers. Throws `ValueError` for what it finds, and if `f` answers a promise; `EngineError` while a step is traced; besides what `f` throws.
 */
export function detectAnomaly<T>(f: () => T, { model }: DetectAnomalyOptions = {}): T {
  refuseWhileTracing("detectAnomaly is called", "call it around the compiled step");
  const result = detect("detectAnomaly: ", f, model);
  if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
    throw new ValueError("detectAnomaly: the result is a promise, expected a value; await outside of it");
  }
  return result;
}

/** As `detectAnomaly`, with other words in front of what it finds. */
export function detect<T>(prefix: string, f: () => T, model: Module | undefined): T {
  const open: Module[] = [];
  const pathOf = new Map(model === undefined ? [] : Array.from(model.namedModules(), ([path, m]) => [m, path]));
  const place = (): string => {
    const layer = open.at(-1);
    if (layer === undefined) return model === undefined ? "" : ", outside of the model";
    const path = pathOf.get(layer)!;
    return `, in ${path === "" ? "the model" : `layer ${path}`} (${layer.constructor.name})`;
  };
  const names = new Map<Tensor, string>(
    model === undefined ? [] : Array.from(model.namedParameters(), ([path, p]) => [p, path]),
  );
  const nameOf = (t: Tensor): string => names.get(t) ?? `a variable ${formatShape(t.shape)}`;
  const restore =
    model === undefined
      ? null
      : around(model, (module, forward) => {
          open.push(module);
          try {
            return forward();
          } finally {
            open.pop();
          }
        });
  try {
    return watched(new Detector({ place, nameOf }), f);
  } catch (error) {
    if (error instanceof Anomaly) throw new ValueError(prefix + error.message, { cause: error });
    throw error;
  } finally {
    restore?.();
  }
}
