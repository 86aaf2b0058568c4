// The network that every engine infers with: the same numbers in each process.
import { stream } from "./inputs.mjs";

export const INFERENCE = "inference c24k5-c32k3-128-10 b1";

/**
 * Two convolutions without padding, each pooled 2 × 2 by maximum, with ReLU behind; two dense layers, ReLU between. Filters are
 * [O, C, R, R], weights [U, D]. Also an image of 28 × 28, and what the network makes of it.
 */
export function trained() {
  const uniform = stream(7);
  const image = uniform(784);
  const some = (n, inputs) => uniform(n).map((u) => (2 * u - 1) / Math.sqrt(inputs));
  const parameters = (outputs, inputs) => ({ w: some(outputs * inputs, inputs), b: some(outputs, inputs) });
  const conv = [
    { O: 24, C: 1, R: 5, ...parameters(24, 25) },
    { O: 32, C: 24, R: 3, ...parameters(32, 216) },
  ];
  const dense = [
    { U: 128, D: 800, ...parameters(128, 800) },
    { U: 10, D: 128, ...parameters(10, 128) },
  ];
  let [x, side] = [image, 28];
  for (const layer of conv) {
    x = pooled(convolved(x, side, layer), side - layer.R + 1).map((v) => Math.max(v, 0));
    side = (side - layer.R + 1) >> 1;
  }
  const hidden = product(x, dense[0]).map((v) => Math.max(v, 0));
  return { image, conv, dense, expected: product(hidden, dense[1]) };
}

function convolved(x, side, { O, C, R, w, b }) {
  const P = side - R + 1;
  return Float64Array.from({ length: O * P * P }, (_, i) => {
    const [o, p, q] = [Math.floor(i / (P * P)), Math.floor(i / P) % P, i % P];
    let sum = b[o];
    for (let k = 0; k < C * R * R; k++) {
      const [c, r, s] = [Math.floor(k / (R * R)), Math.floor(k / R) % R, k % R];
      sum += w[o * C * R * R + k] * x[(c * side + p + r) * side + q + s];
    }
    return sum;
  });
}

function pooled(x, side) {
  const half = side >> 1;
  return Float64Array.from({ length: (x.length / side ** 2) * half ** 2 }, (_, i) => {
    const top = (Math.floor(i / half) * 2) % (2 * half);
    const at = (Math.floor(i / half ** 2) * side + top) * side + 2 * (i % half);
    return Math.max(x[at], x[at + 1], x[at + side], x[at + side + 1]);
  });
}

function product(x, { U, D, w, b }) {
  return Float64Array.from({ length: U }, (_, u) => x.reduce((sum, v, d) => sum + w[u * D + d] * v, b[u]));
}
