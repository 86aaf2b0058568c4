/** One measurement. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** y ≈ factor · x^exponent. */
export interface PowerLaw {
  readonly exponent: number;
  readonly factor: number;
  /** The part of the variance of ln y that it explains, at most 1. */
  readonly r2: number;
}

/** The power law nearest to `points`, by least squares of logarithms. At least two different x, all numbers above 0. */
export function fitPowerLaw(points: readonly Point[]): PowerLaw {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [x, y] = [mean(logs.map((p) => p.x)), mean(logs.map((p) => p.y))];
  const sxx = mean(logs.map((p) => (p.x - x) ** 2));
  const sxy = mean(logs.map((p) => (p.x - x) * (p.y - y)));
  const syy = mean(logs.map((p) => (p.y - y) ** 2));
  const exponent = sxy / sxx;
  return { exponent, factor: Math.exp(y - exponent * x), r2: syy === 0 ? 1 : (exponent * sxy) / syy };
}
