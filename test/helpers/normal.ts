/** Φ(x) in float64, to 13 digits and more also where it is tiny. */
export function normalDistribution(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < -2) return tail(-x);
  if (x > 2) return 1 - tail(x);
  // Φ(x) − ½ = φ(x) (x + x³/3 + x⁵/(3·5) + …)
  let sum = 0;
  for (let k = 0, term = x; k < 40; k++, term *= (x * x) / (2 * k + 1)) sum += term;
  return 0.5 + normalDensity(x) * sum;
}

/** φ(x) = e^(−x²/2) / √2π. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** 1 − Φ(x) for x ≥ 2: φ(x) / (x + 1 / (x + 2 / (x + 3 / …))), Laplace's continued fraction. */
function tail(x: number): number {
  if (x > 40) return 0;
  let rest = x;
  for (let k = 200; k > 0; k--) rest = x + k / rest;
  return normalDensity(x) / rest;
}
