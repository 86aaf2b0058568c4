// The decimal digits of float32 numbers, exactly: big integers, no rounding on the way.

/** `digits[0].digits[1]… · 10^exponent`. */
export interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

/** How far to go. */
export interface Extent {
  /** The place of the last digit at most, as a power of ten: −8 is the eighth behind the point. Default: no limit. */
  readonly last?: number;
  /** The place down to which digits are given, even if fewer would do. Default: none. */
  readonly atLeast?: number;
}

const view = new DataView(new ArrayBuffer(4));

/**
 * The fewest digits that tell the float32 number `x` ≥ 0 from its neighbours, and of these the nearest to it; more or fewer
 * as `extent` asks, which gets the exponent. The last digit is rounded, to even where it lies in the middle.
 *
 * Source: Steele and White, "How to print floating-point numbers accurately", PLDI 1990, as NumPy's Dragon4 has it.
 */
export function decimalOf(x: number, extent: (exponent: number) => Extent = () => ({})): Decimal {
  if (x === 0) return { digits: "0", exponent: 0 };
  view.setFloat32(0, x);
  const bits = view.getUint32(0);
  const biased = bits >>> 23;
  const fraction = bits & 0x7fffff;
  const mantissa = biased === 0 ? fraction : fraction | 0x800000;
  const power = Math.max(biased, 1) - 150; // x = mantissa · 2^power
  const isEven = mantissa % 2 === 0;
  // Below a power of two, neighbours are half as far as above.
  const narrow = fraction === 0 && biased > 1 ? 1n : 0n;

  // x = value / scale; numbers from x − below / scale to x + above / scale read as x.
  let scale = (2n << narrow) << BigInt(Math.max(0, -power));
  let below = 1n << BigInt(Math.max(0, power));
  let above = below << narrow;
  let value = (BigInt(mantissa) * below) << (1n + narrow);
  const exponent = exponentOf(x, value, scale);
  const ten = 10n ** BigInt(Math.abs(exponent));
  if (exponent >= 0) scale *= ten;
  else [value, below, above] = [value * ten, below * ten, above * ten];

  const { last = -Infinity, atLeast = Infinity } = extent(exponent);
  let digits = "";
  for (let place = exponent; ; place--) {
    const digit = value / scale;
    value %= scale;
    const down = isEven ? value <= below : value < below;
    const up = isEven ? value + above >= scale : value + above > scale;
    if (((down || up) && place <= atLeast) || place === last) {
      const middle = 2n * value - scale;
      const isUp = down === up ? middle > 0n || (middle === 0n && digit % 2n === 1n) : up;
      return rounded(digits + String(digit), exponent, isUp);
    }
    digits += String(digit);
    [value, below, above] = [value * 10n, below * 10n, above * 10n];
  }
}

/** The power of ten at or below value / scale, which is about `x`. */
function exponentOf(x: number, value: bigint, scale: bigint): number {
  const guess = Math.floor(Math.log10(x));
  const power = 10n ** BigInt(Math.abs(guess));
  const [top, bottom] = guess >= 0 ? [value, scale * power] : [value * power, scale];
  return top < bottom ? guess - 1 : top >= 10n * bottom ? guess + 1 : guess;
}

function rounded(digits: string, exponent: number, isUp: boolean): Decimal {
  if (!isUp) return { digits, exponent };
  const kept = digits.replace(/9+$/, "");
  if (kept === "") return { digits: "1", exponent: exponent + 1 };
  return { digits: kept.slice(0, -1) + String(Number(kept.at(-1)) + 1), exponent };
}
