import { checkValue } from "../../base/check.ts";
import { checkRate } from "../optimizer.ts";

/** Throws `ValueError` unless all are finite numbers from 0 on. */
export function checkRates(op: string, rates: Readonly<Record<string, number>>): void {
  for (const [name, rate] of Object.entries(rates)) checkRate(op, name, rate);
}

/** Throws `ValueError` unless `share` is what a running mean may keep. */
export function checkShare(op: string, name: string, share: number): void {
  checkValue(op, name, share, share >= 0 && share < 1, "a number from 0 on and below 1");
}

/** Throws `ValueError` unless `betas` are what two running means may keep. */
export function checkBetas(op: string, betas: readonly number[]): void {
  const areBetas = betas.length === 2 && betas.every((beta) => beta >= 0 && beta < 1);
  checkValue(op, "betas", betas, areBetas, "two numbers from 0 on and below 1");
}

/** Throws `ValueError` unless `steps` is a whole number from 1 on. */
export function checkSteps(op: string, name: string, steps: number): void {
  checkValue(op, name, steps, Number.isInteger(steps) && steps >= 1, "a whole number from 1 on");
}
