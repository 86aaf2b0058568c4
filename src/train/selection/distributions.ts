import { ValueError } from "../../base/errors.ts";

/** Where values come from: the value below which a share u of them lies, for u from 0 on and below 1 (its quantile function). */
export type Distribution<V = unknown> = (u: number) => V;

/** Numbers from low to high, all as likely. Throws `ValueError` unless low < high, both finite. */
export function between(low: number, high: number): Distribution<number> {
  check("between", low, high, Number.isFinite(high - low), "finite");
  return (u) => low + u * (high - low);
}

/**
 * Positive numbers from low to high whose logarithms are all as likely, for what varies by factors, such as learning rates. Throws
 * `ValueError` unless 0 < low < high < ∞.
 */
export function logBetween(low: number, high: number): Distribution<number> {
  check("logBetween", low, high, low > 0 && high < Infinity, "both positive and finite");
  return (u) => Math.exp(Math.log(low) + u * (Math.log(high) - Math.log(low)));
}

/** Whole numbers from low to high, both among them, all as likely. Throws `ValueError` unless low < high, both whole. */
export function integersBetween(low: number, high: number): Distribution<number> {
  check("integersBetween", low, high, Number.isSafeInteger(low) && Number.isSafeInteger(high), "both whole");
  return (u) => low + Math.floor(u * (high - low + 1));
}

function check(op: string, low: number, high: number, isValid: boolean, what: string): void {
  if (!(low < high) || !isValid) {
    throw new ValueError(`${op}: [low, high] is [${low}, ${high}], expected low < high, ${what}`);
  }
}
