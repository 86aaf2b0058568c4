import { checkValue } from "../base/check.ts";
import type { Data } from "./data.ts";

/** Throws `ValueError` unless `value` is a whole number from 1 on. */
export function checkCount(op: string, name: string, value: number): void {
  checkValue(op, name, value, Number.isInteger(value) && value >= 1, "a whole number from 1 on");
}

/** Throws `ValueError` if these are no samples, if there are none, or no end of them, as far as is known. */
export function checkSamples(op: string, name: string, data: { readonly length: Data["length"] }): void {
  const wanted = "a dataset or a pipeline; make one by new ArrayDataset(x, y), or by pipeline(samples)";
  checkValue(op, name, "an array", !Array.isArray(data), wanted);
  const { length } = data;
  const isValid = length === null || length >= 1;
  checkValue(op, name, `a dataset of ${length} samples`, isValid, "at least one");
  checkValue(op, name, "a pipeline without an end", length !== Infinity, "one that ends; call take");
}

/** Throws `ValueError` unless `f` is a function. */
export function checkFunction(op: string, name: string, f: unknown, wanted: string): void {
  checkValue(op, name, typeof f, typeof f === "function", wanted);
}
