import { ShapeError } from "../base/errors.ts";
import type { Dataset } from "../data/index.ts";
import type { Architecture } from "./architecture.ts";

/** Throws `ShapeError` unless samples have as many numbers, and as many classes at most, as the model takes and gives. */
export function checkInputs(op: string, { inputs }: Architecture, data: Dataset): void {
  const numbers = data.x.shape.reduce((product, size) => product * size, 1);
  if (numbers !== inputs)
    throw new ShapeError(`${op}: a sample has ${numbers} numbers, expected ${inputs} as the model takes`);
}
