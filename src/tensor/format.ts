// Text as NumPy 1.24 prints it with its default options: `print(array)`.

import { type Decimal, decimalOf } from "./decimal.ts";
import { type Shape, stridesOf } from "./shape.ts";
import type { DType } from "./dtype.ts";

/** Tensors of more elements are summarised: of a long axis, the first and the last few. */
const THRESHOLD = 1000;
const EDGE = 3;
const LINE_WIDTH = 75;
/** Digits behind the point at most. */
const PRECISION = 8;

/** Numbers of a shape as NumPy prints them. */
export function formatTensor(data: ArrayLike<number>, shape: Shape, dtype: DType): string {
  if (shape.length === 0) return dtype === "int32" ? String(data[0]) : formatScalar(data[0]!);
  if (data.length === 0) return "[]";
  const strides = stridesOf(shape);
  /** The indices to show along an axis; null stands for those between. */
  const placesOf = (n: number): (number | null)[] => {
    const all = data.length <= THRESHOLD || n <= 2 * EDGE;
    return all ? Array.from({ length: n }, (_, i) => i) : [0, 1, 2, null, n - 3, n - 2, n - 1];
  };
  let shown = [0];
  shape.forEach((n, axis) => {
    const places = placesOf(n).filter((i) => i !== null);
    shown = shown.flatMap((at) => places.map((i) => at + i * strides[axis]!));
  });
  const numbers = shown.map((at) => data[at]!);
  const format = dtype === "int32" ? intFormat(numbers) : floatFormat(numbers);
  const level = (axis: number, start: number): string => {
    const parts = placesOf(shape[axis]!).map((i) => {
      if (i === null) return "...";
      const at = start + i * strides[axis]!;
      return axis === shape.length - 1 ? format(data[at]!) : level(axis + 1, at);
    });
    const indent = " ".repeat(axis + 1);
    if (axis === shape.length - 1) return `[${wrap(parts, indent, LINE_WIDTH - shape.length)}]`;
    return `[${parts.join("\n".repeat(shape.length - 1 - axis) + indent)}]`;
  };
  return level(0, 0);
}

/** Words in lines of at most `width` characters, the first of which begins behind an indent that is not written. */
function wrap(words: readonly string[], indent: string, width: number): string {
  let text = "";
  let line = indent;
  words.forEach((word, i) => {
    if (line.length + word.length > width && line.length > indent.length) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += i < words.length - 1 ? `${word} ` : word;
  });
  return (text + line).slice(indent.length);
}

function intFormat(numbers: readonly number[]): (x: number) => string {
  const width = largest(numbers.map((n) => String(n).length));
  return (x) => String(x).padStart(width);
}

/** One format for all numbers: points below each other, exponents where one needs them. */
function floatFormat(numbers: readonly number[]): (x: number) => string {
  const finite = numbers.filter(Number.isFinite);
  const scientific = needsExponents(finite);
  const parts = finite.map((x) => (scientific ? scientificParts(x, 0, PRECISION) : positionalParts(x)));
  const width = (name: keyof Parts) => largest(parts.map((p) => p[name].length));
  const [fraction, exponent] = [width("fraction"), width("exponent")];
  const right = scientific ? fraction + exponent : fraction;
  const special = numbers.filter((x) => !Number.isFinite(x)).map((x) => specialName(x).length - right - 1);
  const whole = Math.max(width("whole"), largest(special));
  return (x) => {
    if (!Number.isFinite(x)) return specialName(x).padStart(whole + right + 1);
    const p = scientific ? scientificParts(x, fraction, fraction) : positionalParts(x);
    return `${p.whole.padStart(whole)}.${scientific ? p.fraction : p.fraction.padEnd(fraction)}${p.exponent}`;
  };
}

/** A number alone has the digits it needs, however many, and a point. */
function formatScalar(x: number): string {
  if (!Number.isFinite(x)) return specialName(x);
  const size = Math.abs(x);
  const positional = size === 0 || (size >= 1e-4 && size < 1e16);
  const { whole, fraction, exponent } = positional ? split(x, decimalOf(size)) : scientificParts(x, 0, Infinity);
  if (positional) return `${whole}.${fraction || "0"}`;
  return fraction === "" ? whole + exponent : `${whole}.${fraction}${exponent}`;
}

/** A loop, because so many arguments as there may be numbers are more than a call can take. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}

function specialName(x: number): string {
  return Number.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
}

function needsExponents(finite: readonly number[]): boolean {
  let [top, bottom] = [0, Infinity];
  for (const x of finite) {
    if (x === 0) continue;
    top = Math.max(top, Math.abs(x));
    bottom = Math.min(bottom, Math.abs(x));
  }
  return top >= 1e8 || bottom < 1e-4 || Math.fround(top / bottom) > 1000;
}

/** A number in pieces, around its point. */
interface Parts {
  readonly whole: string;
  readonly fraction: string;
  readonly exponent: string;
}

/** All digits in front of the point, and behind it those that are needed. */
function positionalParts(x: number): Parts {
  return split(
    x,
    decimalOf(Math.abs(x), () => ({ last: -PRECISION, atLeast: 0 })),
  );
}

function split(x: number, { digits, exponent }: Decimal): Parts {
  const padded = exponent < 0 ? "0".repeat(-exponent) + digits : digits.padEnd(exponent + 1, "0");
  const point = Math.max(0, exponent) + 1;
  return { whole: sign(x) + padded.slice(0, point), fraction: padded.slice(point).replace(/0+$/, ""), exponent: "" };
}

/** One digit in front of the point, and from `fewest` to `most` behind it. */
function scientificParts(x: number, fewest: number, most: number): Parts {
  const extent = (first: number) => ({ last: first - most, atLeast: first - fewest });
  const { digits, exponent } = decimalOf(Math.abs(x), extent);
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return {
    whole: sign(x) + digits[0]!,
    fraction: digits.slice(1).replace(/0+$/, "").padEnd(fewest, "0"),
    exponent: `e${exponent < 0 ? "-" : "+"}${size}`,
  };
}

function sign(x: number): string {
  return x < 0 || Object.is(x, -0) ? "-" : "";
}
