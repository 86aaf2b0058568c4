import { FormatError } from "../base/errors.ts";
import type { Shape } from "../tensor/shape.ts";
import { quoted } from "./scanner.ts";

/** What the header of an npy file says. */
export interface NpyHeader {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: Shape;
}

/** NumPy's own limit. */
const MOST_AXES = 32;
/** A header of plain numbers needs no more: a longer one describes something else, or nobody. */
export const LONGEST_HEADER = 10_000;

const STRING = /'([^'\\]*)'|"([^"\\]*)"/y;
const KEYS = ["descr", "fortran_order", "shape"];

/**
 * The header: a Python dictionary of just these three keys, in any order. Throws `FormatError` if it is anything else, among that the
 * lists of structured arrays.
 */
export function readHeader(text: string): NpyHeader {
  let at = 0;
  const fail = (wanted: string): never => {
    throw new FormatError(
      `npy: the header is ${quoted(text.slice(at, at + 20))} at character ${at}, expected ${wanted}`,
    );
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = at = /[^ \n\t\r]|$/.exec(text.slice(at))!.index + at;
    const found = sticky.exec(text);
    at += found?.[0].length ?? 0;
    return found;
  };
  const need = (pattern: RegExp, wanted: string): RegExpExecArray => take(pattern) ?? fail(wanted);

  if (text.length > LONGEST_HEADER)
    throw new FormatError(`npy: the header is longer, expected at most ${LONGEST_HEADER} characters`);
  const found: Record<string, string | boolean | Shape> = Object.create(null) as Record<string, never>;
  need(/\{/, "{");
  while (take(/\}/) === null) {
    const [, single, double] = need(STRING, "a key in quotes");
    const key = single ?? double!;
    if (!KEYS.includes(key) || key in found) fail(`each of ${KEYS.join(", ")} once`);
    need(/:/, ":");
    if (key === "fortran_order") found[key] = need(/True|False/, "True or False")[0] === "True";
    else if (key === "shape") found[key] = tuple();
    else {
      const [, a, b] = need(STRING, "a text for a type of plain numbers");
      found[key] = a ?? b!;
    }
    if (take(/,/) === null) {
      need(/\}/, "} or ,");
      break;
    }
  }
  need(/$/, "nothing more");
  const missing = KEYS.find((key) => !(key in found));
  if (missing !== undefined) throw new FormatError(`npy: the header has no ${missing}, expected ${KEYS.join(", ")}`);
  return {
    descr: found["descr"] as string,
    fortranOrder: found["fortran_order"] as boolean,
    shape: found["shape"] as Shape,
  };

  function tuple(): Shape {
    const sizes: number[] = [];
    need(/\(/, "(");
    while (take(/\)/) === null) {
      sizes.push(Number(need(/\d{1,15}(?!\d)/, "a whole number")[0]));
      if (sizes.length > MOST_AXES) fail(`at most ${MOST_AXES} sizes`);
      if (take(/,/) === null) {
        if (sizes.length === 1) fail(", as after the only one of a tuple");
        need(/\)/, ") or ,");
        break;
      }
    }
    return sizes;
  }
}
