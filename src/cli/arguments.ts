import { InvalidArgumentError } from "commander";

/** Layers of a network on the command line; more would be a mistake. */
const MOST_LAYERS = 32;

/** A parser of whole numbers from `least` to `most`, for commander. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

/** Parses a finite number above 0 for commander. */
export function positiveNumber(text: string): number {
  const value = decimal(text);
  if (value > 0 && value < Infinity) return value;
  throw new InvalidArgumentError("Expected a finite number above 0.");
}

/** Parses a finite number from 0 on for commander. */
export function numberFromZero(text: string): number {
  const value = decimal(text);
  if (value >= 0 && value < Infinity) return value;
  throw new InvalidArgumentError("Expected a finite number from 0 on.");
}

/** Parses a share, between 0 and 1, for commander. */
export function share(text: string): number {
  const value = decimal(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a number between 0 and 1.");
}

/** Parses the units of hidden layers, `32,16`, for commander; `0` is no layer. */
export function layerSizes(most: number): (text: string) => readonly number[] {
  const parse = wholeNumber(1, most);
  return (text) => {
    if (text === "0") return [];
    const sizes = text.split(",");
    if (sizes.length <= MOST_LAYERS) {
      try {
        return sizes.map((size) => parse(size.trim()));
      } catch {
        // refused below
      }
    }
    throw new InvalidArgumentError(
      `Expected whole numbers from 1 to ${most}, such as 32,16, at most ${MOST_LAYERS}, or 0 for no hidden layer.`,
    );
  };
}

/** Parses names with commas between them for commander. Given twice, both count. */
export function names(text: string, before: readonly string[] | undefined): readonly string[] {
  const found = text.split(",").map((name) => name.trim());
  if (found.includes("")) throw new InvalidArgumentError("Expected names with commas between them.");
  return [...(before ?? []), ...found];
}

/** A number written in decimals, NaN if it is none. */
function decimal(text: string): number {
  return /^[+]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
