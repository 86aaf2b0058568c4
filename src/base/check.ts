import { ValueError } from "./errors.ts";

/** Throws `ValueError` unless `valid`: an argument that is no tensor has a value that cannot be used. */
export function checkValue(op: string, name: string, value: unknown, valid: boolean, expected: string): void {
  if (!valid) throw new ValueError(`${op}: ${name} is ${String(value)}, expected ${expected}`);
}
