import {
  assign,
  gradients,
  GRU,
  LSTM,
  manualSeed,
  type Module,
  mul,
  randn,
  RNN,
  scope,
  slice,
  stepNorms,
  sum,
  tensor,
  type Tensor,
  variable,
  zeros,
} from "wasmgrad";
import { diagram, lineChart } from "wasmgrad/viz";
import { type Pictures, SIZE } from "./support.ts";

export const pictures: Pictures = {
  rnn: () =>
    diagram(
      Object.fromEntries(
        [1, 2, 3].flatMap((t) => {
          const left = 105 * t - 35;
          return [
            [`x${t}`, { at: [left, 200], text: `x${"₁₂₃"[t - 1]!}`, shape: "circle", size: [36, 36] }],
            [`h${t}`, { at: [left, 115], text: "tanh", size: [58, 40], color: 0 }],
            [`y${t}`, { at: [left, 30], text: `h${"₁₂₃"[t - 1]!}`, shape: "circle", size: [36, 36], color: 1 }],
          ] as const;
        }),
      ),
      [1, 2, 3].flatMap((t) => [
        { from: `x${t}`, to: `h${t}`, label: "W" },
        { from: `h${t}`, to: `y${t}` },
        ...(t < 3 ? [{ from: `h${t}`, to: `h${t + 1}`, label: "U" }] : []),
      ]),
      {
        label: "A recurrent network, three steps unrolled: each state is made of its input and the state before",
        ...SIZE,
      },
    ),
  "vanishing-gradients": () => {
    manualSeed(1);
    const lines = {
      RNN: flow(new RNN(8, 32)),
      LSTM: flow(new LSTM(8, 32)),
      "open LSTM": flow(new LSTM(8, 32, { forgetBias: 3 })),
    };
    return flowChart("of a plain network it vanishes, of an LSTM with open forget gates it does not", lines);
  },
  "exploding-gradients": () => {
    manualSeed(1);
    const lines = Object.fromEntries(
      [1, 3, 5].map((factor) => {
        const layer = new RNN(8, 32, { nonlinearity: "relu" });
        assign(layer.weight_hh_l0!, mul(layer.weight_hh_l0!, factor));
        return [`${factor} U`, flow(layer)];
      }),
    );
    return flowChart("with larger weights of the state it grows from step to step", lines);
  },
  "lstm-gates": () => {
    const layer = new LSTM(2, 1);
    // Rows: input, forget, candidate, output.
    set(layer, [0, 10, 0, -10, 1, 0, 0, 0], [-5, 5, 0, 5]);
    const { gates } = layer.run(SIGNAL, { gates: true });
    const { output } = layer.run(SIGNAL);
    return gatesChart("LSTM", { i: row(gates[0]!, 0), f: row(gates[0]!, 1), h: row(output, 0) });
  },
  "gru-gates": () => {
    const layer = new GRU(2, 1);
    // Rows: reset, update, candidate.
    set(layer, [0, 0, 0, -10, 1, 0], [5, 5, 0]);
    const { gates } = layer.run(SIGNAL, { gates: true });
    const { output } = layer.run(SIGNAL);
    return gatesChart("GRU", { r: row(gates[0]!, 0), z: row(gates[0]!, 1), h: row(output, 0) });
  },
};

/** Twelve steps of a value and of a sign to keep it, which comes at steps 3 and 8: `[1, 12, 2]`. */
const VALUES = [0.9, -0.6, 1, -0.8, 0.4, -0.3, 0.7, -0.9, 0.6, -0.2, 0.8, 0.1];
const SIGNAL = tensor(
  VALUES.map((value, i) => [value, Number(i === 2 || i === 7)]),
  [1, 12, 2],
);

/** Weights that look at the input alone, and biases. */
function set(layer: LSTM | GRU, weights: readonly number[], bias: readonly number[]): void {
  assign(layer.weight_ih_l0!, tensor([...weights], [bias.length, 2]));
  assign(layer.weight_hh_l0!, zeros([bias.length, 1]));
  assign(layer.bias_ih_l0!, tensor([...bias]));
  assign(layer.bias_hh_l0!, zeros([bias.length]));
}

/** What one of `x [1, T, …]` is at each step. */
function row(x: Tensor, i: number): number[] {
  const width = x.size / x.shape[1]!;
  return Array.from({ length: x.shape[1]! }, (_, t) => x.data[t * width + i]!);
}

function gatesChart(name: string, lines: Readonly<Record<string, readonly number[]>>): string {
  return lineChart(
    Object.entries({ ...lines, x: VALUES }).map(([line, values]) => ({ name: line, values })),
    { label: `Gates of a ${name} that keeps the value of steps 3 and 8, step by step`, xName: "step", ...SIZE },
  );
}

/** The norm, at each step of the input, of the gradient of the state behind the last one. */
function flow(layer: Module): number[] {
  return scope(() => {
    const x = variable(randn([16, 40, 8]));
    const last = slice(layer.forward(x), [null, [-1, null]]);
    return Array.from(stepNorms(gradients(sum(last), { of: [x] }).get(x)!).data);
  });
}

function flowChart(what: string, lines: Readonly<Record<string, readonly number[]>>): string {
  return lineChart(
    Object.entries(lines).map(([name, values]) => ({ name, values })),
    { label: `Gradient by step of the input: ${what}`, xName: "step", logarithmic: true, ...SIZE },
  );
}
