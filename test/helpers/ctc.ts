// Connectionist temporal classification in float64, by summing over every path: for a few frames and classes.

/** ln of the probability of `target` in `x[T, C]`, and the probability of each class in each frame given the target. */
export function ctcByPaths(
  x: ArrayLike<number>,
  T: number,
  C: number,
  target: readonly number[],
  blank: number,
): { loss: number; occupied: Float64Array } {
  const occupied = new Float64Array(T * C);
  const path = new Array<number>(T).fill(0);
  let total = 0;
  for (let n = 0; n < C ** T; n++) {
    let [rest, logarithm] = [n, 0];
    for (let t = 0; t < T; t++) {
      path[t] = rest % C;
      rest = Math.floor(rest / C);
      logarithm += x[t * C + path[t]!]!;
    }
    const spelled = path.filter((label, t) => label !== blank && label !== path[t - 1]);
    if (spelled.length !== target.length || !spelled.every((label, i) => label === target[i])) continue;
    const probability = Math.exp(logarithm);
    total += probability;
    path.forEach((label, t) => (occupied[t * C + label]! += probability));
  }
  return { loss: 0 - Math.log(total), occupied: occupied.map((v) => v / total) };
}
