// What every engine computes with: the same shapes, and numbers of the same kind.

/** n numbers in [0, 1), going on where the call before ended. */
export const uniform = stream(1);

/** A stream of such numbers from its beginning. */
export function stream(seed) {
  let state = seed;
  return (n) =>
    Float32Array.from({ length: n }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    });
}

export const XOR = { x: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), y: Float32Array.of(0, 1, 1, 0) };

/** A batch of 64 with 784 features and 10 classes; labels also as rows of zeros and a one. */
export function batch() {
  const labels = Int32Array.from({ length: 64 }, (_, i) => (i * 7) % 10);
  const oneHot = new Float32Array(640);
  labels.forEach((v, i) => (oneHot[i * 10 + v] = 1));
  return { x: uniform(64 * 784), labels, oneHot };
}

/** A batch of 32 images of 28 × 28 and 10 classes; labels also as rows of zeros and a one. */
export function images() {
  const labels = Int32Array.from({ length: 32 }, (_, i) => (i * 7) % 10);
  const oneHot = new Float32Array(320);
  labels.forEach((v, i) => (oneHot[i * 10 + v] = 1));
  return { x: uniform(32 * 784), labels, oneHot };
}

/** A batch of 32 sequences of T steps with D features and 10 classes; labels also as rows of zeros and a one. */
export function sequences(T, D) {
  const { labels, oneHot } = images();
  return { x: uniform(32 * T * D), labels, oneHot };
}

/** The training steps of a recurrent layer with a dense one behind its last step: sizes and optimizer. */
export const SEQUENCES = Object.fromEntries(
  ["lstm", "gru"].flatMap((layer) => [
    [`${layer} T20 in16 h64 b32 sgd`, { layer, T: 20, D: 16, U: 64, optimizer: "sgd", rate: 0.01 }],
    [`${layer} T32 in64 h128 b32 adam`, { layer, T: 32, D: 64, U: 128, optimizer: "adam", rate: 0.001 }],
  ]),
);

/** The products of 1024 × 1024 matrices, and which operands are stored transposed. */
export const PRODUCTS = {
  "matmul NN 1024x1024x1024": [false, false],
  "matmul NT 1024x1024x1024": [false, true],
  "matmul TN 1024x1024x1024": [true, false],
};

/** Both operands, and the first number of their product. */
export function operands([transposeA, transposeB]) {
  const n = 1024;
  const a = uniform(n * n);
  const b = uniform(n * n);
  let expected = 0;
  for (let k = 0; k < n; k++) expected += a[transposeA ? k * n : k] * b[transposeB ? k : k * n];
  return { a, b, expected };
}
