type A = ArrayLike<number>;
const avg = (n: number, f: (i: number) => number): number => {
  let s = 0;
  for (let i = 0; i < n; i++) s += f(i);
  return s / n;
};
export const meanAbsoluteError = (p: A, t: A): number => avg(t.length, (i) => Math.abs(p[i]! - t[i]!));
export const meanSquaredError = (p: A, t: A): number => avg(t.length, (i) => (p[i]! - t[i]!) ** 2);
export const r2 = (p: A, t: A): number => {
  const m = avg(t.length, (i) => t[i]!);
  return 1 - meanSquaredError(p, t) / avg(t.length, (i) => (t[i]! - m) ** 2);
};
