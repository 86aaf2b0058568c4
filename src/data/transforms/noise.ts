import { checkValue } from "../../base/check.ts";
import { keepingShape, type Transform } from "./transform.ts";

/** Adds a normal number to each pixel. Throws `ValueError` unless the standard deviation is a finite number from 0 on. */
export function randomNoise(standardDeviation: number): Transform {
  const isDeviation = standardDeviation >= 0 && standardDeviation < Infinity;
  checkValue("randomNoise", "standardDeviation", standardDeviation, isDeviation, "a finite number from 0 on");
  return keepingShape((y, x, _shape, random) => {
    for (const [i, value] of x.entries()) y[i] = value + random.normal(0, standardDeviation);
  });
}
