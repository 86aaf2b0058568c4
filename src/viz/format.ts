/** A number in few characters: whole numbers as they are, others with `digits` significant digits, 4 by default, or rounded to a whole one. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) return value.toExponential(digits - 1);
  return size >= 10 ** digits ? String(Math.round(value)) : value.toPrecision(digits);
}

/** A share from 0 to 1 in percent, with `decimals` decimals, 1 by default. */
export function formatPercent(share: number, decimals = 1): string {
  return `${(100 * share).toFixed(decimals)} %`;
}
