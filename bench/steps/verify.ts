import { paceSettings } from "../../src/wasm/pace.ts";
import { type Batch, batchFor, inputShape, type NetworkOptions, workOf } from "../networks.ts";
import { Training } from "./training.ts";

const STEPS = 3;
/** Multiply-adds of a forward pass up to which plain JavaScript is asked, too. */
const MOST_WORK = 2e8;
/** Largest difference between losses here and in plain JavaScript, relative. */
const TOLERANCE = 1e-4;

/**
 * Checks that the losses of a few steps are the same to the bit eagerly, compiled, and on all threads, and near those of plain
 * JavaScript. Throws if they are not; answers the batch that they were computed on.
 */
export function verified(options: NetworkOptions): Batch {
  const name = `${sizesOf(options).join("-")} b${inputShape(options)[0]} ${options.optimizer}`;
  const batch = batchFor(options);
  const lossesOf = (step: (training: Training) => number): number[] => {
    const training = new Training(options, batch);
    try {
      return Array.from({ length: STEPS }, () => step(training));
    } finally {
      training.dispose();
    }
  };
  const eager = lossesOf((training) => training.eager());
  for (const always of ["alone", "all"] as const) {
    paceSettings.always = always;
    const compiled = lossesOf((training) => training.run().item());
    paceSettings.always = null;
    if (compiled.some((loss, i) => loss !== eager[i])) {
      throw new Error(
        `${name}: compiled, ${always}, the losses are ${compiled.join(", ")}; eager, ${eager.join(", ")}`,
      );
    }
  }
  if (workOf(options).reduce((sum, work) => sum + work) > MOST_WORK) return batch;
  const training = new Training(options, batch);
  const expected = training.expected(STEPS);
  training.dispose();
  if (!eager.every((loss, i) => Math.abs(loss - expected[i]!) <= TOLERANCE * Math.abs(expected[i]!))) {
    throw new Error(`${name}: the losses are ${eager.join(", ")}; in plain JavaScript, ${expected.join(", ")}`);
  }
  return batch;
}

function sizesOf(options: NetworkOptions): readonly number[] {
  if ("kind" in options) return [options.D, options.U, options.classes];
  return "channels" in options ? [...options.channels, ...options.units] : options.sizes;
}
