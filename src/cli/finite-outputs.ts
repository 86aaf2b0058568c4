import { ValueError } from "../base/errors.ts";
import type { Dataset } from "../data/index.ts";
import type { Module } from "../nn/index.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { predict } from "../train/predict.ts";

/**
 * What a model makes of all samples. Throws `ValueError` if something of it is no number, since classes and figures could be made
 * of that too, and mean nothing; `op` begins the message, `remedy` ends it.
 */
export async function finiteOutputs(
  op: string,
  model: Module,
  data: Dataset,
  remedy: string,
  signal: AbortSignal,
): Promise<Tensor> {
  const outputs = await predict(model, data, { signal });
  const numbers = outputs.data;
  const at = numbers.findIndex((value) => !Number.isFinite(value));
  if (at === -1) return outputs;
  const sample = Math.floor(at / outputs.shape[1]!) + 1;
  throw new ValueError(`${op}: the output for sample ${sample} is ${numbers[at]!}, expected finite numbers; ${remedy}`);
}

/** What to do about a model that was trained elsewhere. */
export const LOOK_AT_SAMPLES = "look for numbers far from those of training, or train the model again";
