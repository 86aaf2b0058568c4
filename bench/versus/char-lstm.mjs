// The model of text that every engine writes with, a character at a time: the same numbers in each process.
import { stream } from "./inputs.mjs";

export const STREAMING = "charlstm e64-h128-65 b1";

/** Characters of which outputs are checked. */
const CHECKED = 12;

/**
 * An embedding [V, D], an LSTM layer with gates i f g o, wx [4U, D], wh [4U, U] and biases, and a dense layer [V, U] on its state, which
 * goes on from character to character. Also what it makes of the characters 0, 1, 2, … from zeros on.
 */
export function trained() {
  const [V, D, U] = [65, 64, 128];
  const uniform = stream(7);
  const some = (n, inputs) => uniform(n).map((u) => (2 * u - 1) / Math.sqrt(inputs));
  const model = {
    ...{ V, D, U },
    embedding: some(V * D, 1),
    wx: some(4 * U * D, U),
    wh: some(4 * U * U, U),
    bx: some(4 * U, U),
    bh: some(4 * U, U),
    w: some(V * U, U),
    b: some(V, U),
  };
  return { ...model, expected: outputs(model) };
}

/** The character that the run of this number, counted from 0, gives to the model. */
export function characterOf(run, { V }) {
  return run % V;
}

function outputs(model) {
  const { D, U, embedding, wx, wh, bx, bh, w, b } = model;
  let [h, c] = [new Float64Array(U), new Float64Array(U)];
  return Array.from({ length: CHECKED }, (_, run) => {
    const id = characterOf(run, model);
    const x = embedding.subarray(id * D, (id + 1) * D);
    const part = product(h, wh, bh);
    const z = product(x, wx, bx).map((v, i) => v + part[i]);
    const gate = (i) => z.subarray(i * U, (i + 1) * U);
    const [i, f, o] = [gate(0), gate(1), gate(3)].map((v) => v.map((a) => 1 / (1 + Math.exp(-a))));
    const g = gate(2).map(Math.tanh);
    c = c.map((v, u) => f[u] * v + i[u] * g[u]);
    h = c.map((v, u) => o[u] * Math.tanh(v));
    return Array.from(product(h, w, b));
  });
}

/** w[rows, x.length] · x + b. */
function product(x, w, b) {
  return Float64Array.from(b, (v, row) => x.reduce((sum, a, i) => sum + a * w[row * x.length + i], v));
}
