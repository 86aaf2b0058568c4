import { ValueError } from "../base/errors.ts";
import type { Evaluation } from "./metrics/metric.ts";

/** What training came to, and validation. */
type Judged = Evaluation & { readonly validation: Evaluation | null };

/**
 * A figure of an epoch, or of a trained model, by its name: "loss" or a metric's, of training, or "validation.loss", … Without a name it is
 * the loss of validation, or of training if nothing is validated with. Throws `ValueError`, which lists the names, for another one.
 */
export function figureOf(op: string, record: Judged, monitor?: string): number {
  const figures = figuresOf(record);
  const name = monitor ?? (record.validation === null ? "loss" : "validation.loss");
  if (Object.hasOwn(figures, name)) return figures[name]!;
  throw new ValueError(`${op}: monitor is ${name}, expected one of ${Object.keys(figures).join(", ")}`);
}

/** All figures by their names, those of training first. */
export function figuresOf({ loss, metrics, validation }: Judged): Readonly<Record<string, number>> {
  const figures: Record<string, number> = { loss, ...metrics };
  if (validation !== null) {
    const all = { loss: validation.loss, ...validation.metrics };
    for (const [name, value] of Object.entries(all)) figures[`validation.${name}`] = value;
  }
  return figures;
}
