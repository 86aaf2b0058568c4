type Operand = Readonly<Float32Array>;

/** Numbers of frames, classes and labels; class 0 is the blank. */
export interface Sizes {
  readonly T: number;
  readonly C: number;
  readonly S: number;
}

/** −ln of the probability of the target of each sequence; `alpha` gets the logarithms of all [B, T, 2S + 1] states. */
export function ctc(loss: Float32Array, alpha: Float32Array, x: Operand, targets: Int32Array, sizes: Sizes): void {
  const { T, C, S } = sizes;
  const L = 2 * S + 1;
  for (let b = 0; b < loss.length; b++) {
    const labels = extended(targets, b, S);
    const first = b * T * L;
    alpha.fill(-Infinity, first, first + L);
    alpha[first] = x[b * T * C]!;
    alpha[first + 1] = x[b * T * C + labels[1]!]!;
    for (let t = 1; t < T; t++) {
      const now = first + t * L;
      const before = now - L;
      const frame = (b * T + t) * C;
      for (let s = 0; s < L; s++) {
        const stay = alpha[before + s]!;
        const step = s > 0 ? alpha[before + s - 1]! : -Infinity;
        const skip = s > 1 && labels[s] !== 0 && labels[s] !== labels[s - 2] ? alpha[before + s - 2]! : -Infinity;
        alpha[now + s] = logSum(stay, step, skip) + x[frame + labels[s]!]!;
      }
    }
    const end = first + T * L;
    loss[b] = -logSum(alpha[end - 1]!, alpha[end - 2]!, -Infinity);
  }
}

/** The gradient of the sum of losses with respect to what log softmax is taken of, from what `ctc` has computed. */
export function ctcBackward(
  dx: Float32Array,
  loss: Operand,
  alpha: Operand,
  x: Operand,
  targets: Int32Array,
  sizes: Sizes,
): void {
  const { T, C, S } = sizes;
  const L = 2 * S + 1;
  const beta = new Float32Array(L + 2);
  for (let i = 0; i < dx.length; i++) dx[i] = Math.exp(x[i]!);
  for (let b = 0; b < loss.length; b++) {
    const labels = extended(targets, b, S);
    beta.fill(-Infinity);
    for (let t = T - 1; t >= 0; t--) {
      const row = (b * T + t) * L;
      const frame = (b * T + t) * C;
      for (let s = 0; s < L; s++) {
        const mayskip = s + 2 < L && labels[s] !== 0 && labels[s] !== labels[s + 2];
        const next =
          t === T - 1
            ? s >= L - 2
              ? 0
              : -Infinity
            : logSum(beta[s]!, beta[s + 1]!, mayskip ? beta[s + 2]! : -Infinity);
        dx[frame + labels[s]!]! -= Math.exp(alpha[row + s]! + next + loss[b]!);
        beta[s] = next + x[frame + labels[s]!]!;
      }
    }
  }
}

/** The labels of a target with blanks around each. */
function extended(targets: Int32Array, b: number, S: number): Int32Array {
  const labels = new Int32Array(2 * S + 1);
  for (let s = 0; s < S; s++) labels[2 * s + 1] = targets[b * S + s]!;
  return labels;
}

function logSum(a: number, b: number, c: number): number {
  const top = Math.max(a, b, c);
  if (top === -Infinity) return top;
  return top + Math.log(Math.exp(a - top) + Math.exp(b - top) + Math.exp(c - top));
}
