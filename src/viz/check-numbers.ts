import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";

/** Lists of numbers by what they are called. */
export type Named = Readonly<Record<string, ArrayLike<number>>>;

/** Throws `ShapeError` unless all lists are as long as the first. */
export function checkLengths(op: string, lists: Named): void {
  const [[first, { length }], ...others] = Object.entries(lists) as [
    [string, ArrayLike<number>],
    ...[string, ArrayLike<number>][],
  ];
  for (const [name, list] of others) {
    if (list.length !== length) {
      throw new ShapeError(`${op}: ${name} holds ${list.length} numbers, expected ${length} like ${first}`);
    }
  }
}

/** Throws `ShapeError` unless all lists are as long as the first, `ValueError` if they are empty or a number is not from `least` to `most`. */
export function checkNumbers(op: string, lists: Named, least = -Infinity, most = Infinity): void {
  checkLengths(op, lists);
  const wanted =
    most < Infinity
      ? `a number from ${least} to ${most}`
      : `a finite number${least > -Infinity ? ` from ${least} on` : ""}`;
  for (const [name, list] of Object.entries(lists)) {
    checkValue(op, name, "empty", list.length > 0, "at least one number");
    for (let i = 0; i < list.length; i++) {
      const value = list[i]!;
      checkValue(op, `${name}[${i}]`, value, Number.isFinite(value) && value >= least && value <= most, wanted);
    }
  }
}
