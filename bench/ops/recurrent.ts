import { gradients, noGrad, record, variable } from "../../src/autograd/tape.ts";
import * as ops from "../../src/ops/index.ts";
import { scope } from "../../src/tensor/scope.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { Recurrent, type RecurrentKind, type RecurrentSizes } from "../baseline/recurrent.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

const GATES = { lstm: 4, gru: 3, rnn: 1 } as const;
const SIZES = {
  "T20 in16 h64 b32": { B: 32, T: 20, D: 16, U: 64 },
  "T32 in64 h128 b32": { B: 32, T: 32, D: 64, U: 128 },
} as const;

/** Whole sequences; forward and, through time, backward to the weights and biases. */
export const recurrent: Suite = Object.fromEntries(
  Object.entries(SIZES).flatMap(([size, sizes]) =>
    (["lstm", "gru", "rnn"] as const).flatMap((kind) => [
      [`${kind} ${size}`, () => forward({ kind, ...sizes })],
      [`${kind} backward ${size}`, () => throughTime({ kind, ...sizes })],
    ]),
  ),
);

/** The same operands on both sides: x, and wx, wh, bx, bh as a layer would begin with. */
function operands({ kind, B, T, D, U }: RecurrentSizes) {
  const drawn = (...shape: number[]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    return both(
      noise(size).map((v) => v / Math.sqrt(U)),
      ...shape,
    );
  };
  const G = GATES[kind] * U;
  return {
    x: both(noise(B * T * D), B, T, D),
    weights: [drawn(G, D), drawn(G, U), drawn(G), drawn(G)],
    y: new Float32Array(B * T * U),
  };
}

function through(kind: RecurrentKind, x: Tensor, [wx, wh, bx, bh]: readonly Tensor[]): Tensor {
  return ops[kind](x, { wx: wx!, wh: wh!, bx: bx!, bh: bh! }).output;
}

/** Multiply-adds of the products with the inputs and with the states, for all steps. */
function workOf({ kind, B, T, D, U }: RecurrentSizes): [inputs: number, states: number] {
  const rows = B * T * GATES[kind] * U;
  return [rows * D, rows * U];
}

function forward(sizes: RecurrentSizes): Case {
  const { x, weights, y } = operands(sizes);
  const layer = new Recurrent(sizes);
  const data = weights.map((w) => w.data);
  const tensors = weights.map((w) => w.t);
  const [inputs, states] = workOf(sizes);
  const run = (): Tensor => noGrad(() => through(sizes.kind, x.t, tensors));
  return {
    ours: () => scope(() => void run()),
    baseline: () => layer.forward(y, x.data, data),
    results: () => ({ got: run().data, want: y }),
    flops: 2 * (inputs + states),
  };
}

function throughTime(sizes: RecurrentSizes): Case {
  const { x, weights, y } = operands(sizes);
  const dy = both(noise(y.length), sizes.B, sizes.T, sizes.U);
  const layer = new Recurrent(sizes);
  const data = weights.map((w) => w.data);
  const found = data.map((w) => new Float32Array(w.length));
  const variables = weights.map(({ t }) => variable(t.view(t.shape)));
  const one = new Tensor([1]);
  const [inputs, states] = workOf(sizes);
  const run = (): Tensor[] => {
    const loss = record("weigh", one, [through(sizes.kind, x.t, variables)], () => [dy.t]);
    const gradient = gradients(loss);
    return variables.map((v) => gradient.get(v)!);
  };
  return {
    ours: () => scope(() => void run()),
    baseline: () => {
      layer.forward(y, x.data, data);
      layer.backward(found, dy.data, data[1]!);
    },
    results: () => ({
      got: scope(() => run().flatMap((d) => [...d.data])),
      want: found.flatMap((d) => [...d]),
    }),
    // The gradients take two more products each, but for that of the input: nobody asks for it.
    flops: 2 * (2 * inputs + 3 * states),
  };
}
