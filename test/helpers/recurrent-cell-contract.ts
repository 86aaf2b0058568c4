import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import type { RecurrentCell, RecurrentCellOptions } from "../../src/nn/layers/support/recurrent-cell.ts";
import type { RecurrentLayer } from "../../src/nn/layers/support/recurrent-layer.ts";
import { stack, sum, mul } from "../../src/ops/index.ts";
import { zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { layerContract } from "./layer-contract.ts";
import { randomTensor } from "./random.ts";
import { stepOf } from "./recurrent-loop.ts";

/** A kind of recurrent cell, and the layer that makes many of its steps. */
export interface RecurrentCellCase<State> {
  readonly make: (D: number, U: number, options?: RecurrentCellOptions) => RecurrentCell<State>;
  readonly layer: (D: number, U: number) => RecurrentLayer<"h"> | RecurrentLayer<"h" | "c">;
  readonly op: string;
  readonly gates: number;
  /** The states that `forward` takes behind x. */
  readonly states: readonly string[];
  readonly h: (state: State) => Tensor;
}

const [B, T, D, U] = [3, 4, 2, 5];

/** What every recurrent cell promises. */
export function recurrentCellContract<State extends object>(name: string, kind: RecurrentCellCase<State>): void {
  const { make, gates, op, h } = kind;
  const G = gates * U;

  layerContract(name, {
    make: () => make(D, U),
    input: [B, D],
    more: kind.states.map(() => [B, U]),
    output: [B, U],
    tensors: { weight_ih: [G, D], weight_hh: [G, U], bias_ih: [G], bias_hh: [G] },
    refused: { input: [B, D + 1], message: `${name}: x is [3, 3], expected [B, D=2]` },
  });
  layerContract(`${name} from zeros, without biases`, {
    make: () => make(D, U, { bias: false }),
    input: [B, D],
    output: [B, U],
    tensors: { weight_ih: [G, D], weight_hh: [G, U] },
  });

  describe(name, () => {
    test("makes the steps of the layer, and has its gradients", () => {
      using cell = make(D, U);
      using layer = kind.layer(D, U);
      scope(() => {
        layer.load(new Map([...cell.namedParameters()].map(([path, w]) => [`${path}_l0`, w])));
        const x = variable(randomTensor(B, T, D));
        const weights = randomTensor(B, T, U);
        const run = layer.forward(x);
        const expected = gradients(sum(mul(run, weights)));
        const outputs: Tensor[] = [];
        let state: State | null = null;
        for (let t = 0; t < T; t++) {
          state = cell.step(stepOf(x, t), state);
          outputs.push(h(state));
        }
        const y = stack(outputs, 1);
        expectClose(y.data, run.data, 1e-6);
        const grads = gradients(sum(mul(y, weights)));
        expectClose(grads.get(x)!.data, expected.get(x)!.data, 4e-6);
        for (const [path, w] of cell.namedParameters()) {
          const own = layer.namedTensors().get(`${path}_l0`)!;
          expectClose(grads.get(w)!.data, expected.get(own)!.data, 4e-6, path);
        }
      });
    });

    test("answers the next h of a step", () => {
      using cell = make(D, U);
      scope(() => {
        const x = randomTensor(B, D);
        const first = kind.states.map(() => randomTensor(B, U));
        const state = first.length === 1 ? first[0]! : { h: first[0]!, c: first[1]! };
        expect(cell.forward(x, ...first).data).toEqual(h(cell.step(x, state as unknown as State)).data);
        expect(cell.forward(x).data).toEqual(h(cell.step(x)).data);
        expect(cell.forward(zeros([0, D])).shape).toEqual([0, U]);
      });
    });

    test("refuses what does not fit", () => {
      using cell = make(D, U);
      scope(() => {
        expect(() => cell.forward(zeros([B, D]), zeros([B, U + 1]))).toThrow(
          `${op}: h0 is [3, 6], expected [B=3, U=5]`,
        );
      });
      for (const n of [0, -1, 1.5, Number.NaN]) {
        expect(() => make(n, 2)).toThrow(`${name}: D is ${n}, expected a whole number from 1 on`);
        expect(() => make(2, n)).toThrow(`${name}: U is ${n}, expected a whole number from 1 on`);
      }
    });

    test("begins uniform in ±1/√U", () => {
      using cell = make(20, 64);
      for (const w of cell.parameters()) {
        const largest = Math.max(...w.data.map(Math.abs));
        expect(largest).toBeLessThanOrEqual(1 / 8);
        expect(largest).toBeGreaterThan(0.9 / 8);
      }
    });
  });
}
