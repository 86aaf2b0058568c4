import { checkValue } from "../base/check.ts";

/** Throws `ValueError` unless `value` is a whole number from 1 on. */
export function checkCount(op: string, name: string, value: number): void {
  checkValue(op, name, value, Number.isInteger(value) && value >= 1, "a whole number from 1 on");
}

/** Throws `ValueError` if a dataset has no samples. */
export function checkSamples(op: string, name: string, { length }: { readonly length: number }): void {
  checkValue(op, name, `a dataset of ${length} samples`, length >= 1, "at least one");
}

/** Throws `ValueError` unless `f` is a function. */
export function checkFunction(op: string, name: string, f: unknown, wanted: string): void {
  checkValue(op, name, typeof f, typeof f === "function", wanted);
}
