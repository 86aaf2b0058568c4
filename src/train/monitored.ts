import { ValueError } from "../base/errors.ts";
import type { Evaluation } from "./metrics/metric.ts";

/**
 * A figure of an epoch, or of a trained model, by its name: "loss" or a metric's, of training, or "validation.loss", … Without a name it is
 * the loss of validation, or of training if nothing is validated with. Throws `ValueError`, which lists the names, for another one.
 */
export function figureOf(
  op: string,
  { loss, metrics, validation }: Evaluation & { readonly validation: Evaluation | null },
  monitor?: string,
): number {
  const figures: Record<string, number> = { loss, ...metrics };
  if (validation !== null) {
    const all = { loss: validation.loss, ...validation.metrics };
    for (const [name, value] of Object.entries(all)) figures[`validation.${name}`] = value;
  }
  const name = monitor ?? (validation === null ? "loss" : "validation.loss");
  if (Object.hasOwn(figures, name)) return figures[name]!;
  throw new ValueError(`${op}: monitor is ${name}, expected one of ${Object.keys(figures).join(", ")}`);
}
