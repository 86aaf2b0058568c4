import { checkValue } from "../base/check.ts";

/** How many of `length` a share between 0 and 1 is, rounded up, or a number of them. Throws `ValueError` if it is neither. */
export function partSize(op: string, name: string, size: number, length: number, what: string): number {
  const isShare = size > 0 && size < 1;
  const isValid = isShare || (Number.isInteger(size) && size >= 0);
  checkValue(op, name, size, isValid, `a share between 0 and 1, or a whole number of ${what}`);
  // A share that is meant to be whole, such as 0.07 of 100, may come out larger by rounding.
  return isShare ? Math.ceil(size * length - 1e-9) : size;
}
