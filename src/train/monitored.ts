import { ValueError } from "../base/errors.ts";
import type { EpochEnd } from "./callbacks.ts";

/**
 * A figure of an epoch by its name: "loss" or a metric's, of training, or "validation.loss", "validation.accuracy", … Without a name it is
 * the loss of validation, or of training if nothing is validated with. Throws `ValueError`, which lists the names, for another one.
 */
export function figureOf(op: string, record: EpochEnd, monitor?: string): number {
  const figures = figuresOf(record);
  const name = monitor ?? (record.validation === null ? "loss" : "validation.loss");
  if (Object.hasOwn(figures, name)) return figures[name]!;
  throw new ValueError(`${op}: monitor is ${name}, expected one of ${Object.keys(figures).join(", ")}`);
}

/** All figures of an epoch by their names: of training first. */
export function figuresOf({ loss, metrics, validation }: EpochEnd): Readonly<Record<string, number>> {
  const figures: Record<string, number> = { loss, ...metrics };
  if (validation !== null) {
    const all = { loss: validation.loss, ...validation.metrics };
    for (const [name, value] of Object.entries(all)) figures[`validation.${name}`] = value;
  }
  return figures;
}
