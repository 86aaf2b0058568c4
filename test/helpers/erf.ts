/** The error function in float64: its power series, and beyond 3 the continued fraction of its complement. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6 || a === 0) return Math.sign(x);
  if (!(a >= 3)) {
    let [sum, term] = [x, x];
    for (let n = 1; n < 120; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (sum * 2) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (a + fraction);
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction));
}
