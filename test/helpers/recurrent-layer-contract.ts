import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import type { RecurrentLayer, RecurrentLayerOptions } from "../../src/nn/layers/support/recurrent-layer.ts";
import { add, concat, flip, mul, reshape, sequenceMask, slice, sum } from "../../src/ops/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Shape } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { layerContract } from "./layer-contract.ts";
import { randomTensor } from "./random.ts";
import { bitsOf } from "./replay.ts";

type States = "h" | "c";

/** A kind of recurrent layer: how to make one, and what tells it from the others. */
export interface RecurrentLayerCase {
  readonly make: (D: number, U: number, options?: RecurrentLayerOptions) => RecurrentLayer<States>;
  readonly gates: number;
  readonly states: readonly States[];
  /** Names of the layer in errors, and of the op. */
  readonly layer: string;
  readonly op: string;
}

const [B, T, D, U] = [3, 4, 3, 5];
const int = (values: readonly number[], ...shape: number[]): Tensor => tensor(Int32Array.from(values), shape);
const steps = (x: Tensor, from: number, to: number): Tensor => slice(x, [null, [from, to]]);

/** What every recurrent layer promises. */
export function recurrentLayerContract(what: string, kind: RecurrentLayerCase): void {
  const { make, gates, states, layer: name, op } = kind;
  const G = gates * U;

  /** PyTorch's names, with the shapes of one layer's weights. */
  const named = (suffix: string, inputs: number): Record<string, Shape> => ({
    [`weight_ih_l${suffix}`]: [G, inputs],
    [`weight_hh_l${suffix}`]: [G, U],
    [`bias_ih_l${suffix}`]: [G],
    [`bias_hh_l${suffix}`]: [G],
  });
  const statesOf = (N: number, b = B) =>
    Object.fromEntries(states.map((key) => [key, randomTensor(N, b, U)])) as Record<States, Tensor>;
  const losses = (y: Tensor): Tensor =>
    sum(
      mul(
        y,
        tensor(
          y.data.map((_, i) => Math.cos(i + 1)),
          y.shape,
        ),
      ),
    );

  layerContract(what, {
    make: () => make(D, U),
    input: [B, T, D],
    output: [B, T, U],
    tensors: named("0", D),
    refused: { input: [B, T, D + 1], message: `${name}: x is [3, 4, 4], expected [B, T, D=3]` },
  });
  layerContract(`${what} of two layers in both directions`, {
    make: () => make(D, 2, { numLayers: 2, bidirectional: true, dropout: 0.5 }),
    input: [2, 3, D],
    output: [2, 3, 4],
    tensors: Object.fromEntries(
      [
        ["0", D],
        ["0_reverse", D],
        ["1", 4],
        ["1_reverse", 4],
      ].flatMap(([suffix, inputs]) => [
        [`weight_ih_l${suffix}`, [gates * 2, Number(inputs)]],
        [`weight_hh_l${suffix}`, [gates * 2, 2]],
        [`bias_ih_l${suffix}`, [gates * 2]],
        [`bias_hh_l${suffix}`, [gates * 2]],
      ]),
    ),
  });
  layerContract(`${what} that gives the last state, without biases`, {
    make: () => make(D, U, { bias: false, returnSequences: false }),
    input: [B, T, D],
    output: [B, U],
    tensors: { weight_ih_l0: [G, D], weight_hh_l0: [G, U] },
  });

  describe(what, () => {
    test("puts layers on top of each other, and directions side by side or in a sum", () => {
      scope(() => {
        const x = randomTensor(B, T, D);
        for (const merge of ["concat", "sum"] as const) {
          using both = make(D, U, { numLayers: 2, bidirectional: true, merge });
          const width = merge === "sum" ? U : 2 * U;
          const state = statesOf(4);
          const lasts: Record<States, Tensor[]> = { h: [], c: [] };
          let input = x;
          for (const k of [0, 1]) {
            const outputs = ["", "_reverse"].map((direction, d) => {
              using one = make(k === 0 ? D : width, U);
              const weights = [...one.namedParameters()].map(([path]) => {
                const own = both.namedTensors().get(path.replace("l0", `l${k}${direction}`))!;
                return [path, own] as const;
              });
              one.load(new Map(weights));
              const first = Object.fromEntries(states.map((key) => [key, slice(state[key], [[2 * k + d, 2 * k + d + 1]])])) as Record<States, Tensor>; // prettier-ignore
              const turned = (t: Tensor) => (d === 1 ? flip(t, 1) : t);
              const { output, state: last } = one.run(turned(input), { state: first });
              for (const key of states) lasts[key].push(last[key]);
              return turned(output);
            });
            input = merge === "sum" ? add(outputs[0]!, outputs[1]!) : concat(outputs, -1);
          }
          const { output, state: after, gates: none } = both.run(x, { state });
          expect(output.shape).toEqual([B, T, width]);
          expect(none).toEqual([]);
          expectClose(output.data, input.data, 1e-6);
          for (const key of states) {
            expect(after[key].shape).toEqual([4, B, U]);
            expectClose(after[key].data, concat(lasts[key], 0).data, 1e-6);
          }
        }
      });
    });

    test("takes lengths or a mask, beyond T and of nothing too", () => {
      using layer = make(D, U, { bidirectional: true });
      scope(() => {
        const x = randomTensor(B, T, D);
        const lengths = int([2, 0, 9], B);
        const { output, state } = layer.run(x, { lengths });
        expect(bitsOf(layer.forward(x, lengths))).toEqual(bitsOf(output));
        expect(bitsOf(layer.run(x, { mask: sequenceMask(lengths, T) }).output)).toEqual(bitsOf(output));
        const row = (t: Tensor, b: number) => slice(t, [[b, b + 1]]);
        const short = layer.run(steps(row(x, 0), 0, 2));
        expectClose(steps(row(output, 0), 0, 2).data, short.output.data, 1e-6);
        expect(steps(row(output, 0), 2, 4).data).toEqual(new Float32Array(4 * U));
        expect(row(output, 1).data).toEqual(new Float32Array(2 * T * U));
        expectClose(row(output, 2).data, layer.run(row(x, 2)).output.data, 1e-6);
        for (const key of states) {
          expectClose(slice(state[key], [null, [0, 1]]).data, short.state[key].data, 1e-6);
          expect(slice(state[key], [null, [1, 2]]).data).toEqual(new Float32Array(2 * U));
        }
        const both = { lengths, mask: sequenceMask(lengths, T) };
        expect(() => layer.run(x, both)).toThrow(ValueError);
        expect(() => layer.run(x, both)).toThrow(`${name}: lengths and mask are given, expected one of them`);
        expect(() => layer.forward(x, int([1], 1))).toThrow(`${name}: lengths is [1], expected [B=3]`);
        expect(() => layer.run(x, { mask: int([1, 1, 1], 3, 1) })).toThrow(
          `${op}: mask is [3, 1], expected [B=3, T=4]`,
        );
        expect(() => layer.forward(x, ones([B]))).toThrow("lengths is float32, expected int32");
      });
    });

    test("gives the state behind each sequence's own end without returnSequences", () => {
      scope(() => {
        using layer = make(D, U, { bidirectional: true, numLayers: 2, returnSequences: false });
        const [x, lengths] = [randomTensor(B, T, D), int([2, 4, 1], B)];
        const { state } = layer.run(x, { lengths });
        const last = (i: number) => reshape(slice(state.h, [[i, i + 1]]), [B, U]);
        expect(bitsOf(layer.forward(x, lengths))).toEqual(bitsOf(concat([last(2), last(3)], -1)));
      });
    });

    test("sends gradients into its states, and takes them from those behind", () => {
      using layer = make(D, U, { numLayers: 2 });
      scope(() => {
        const x = variable(randomTensor(B, T, D));
        const first = statesOf(2);
        for (const key of states) variable(first[key]);
        const { state } = layer.run(x, { state: first });
        const grads = gradients(states.map((key) => losses(state[key])).reduce((a, b) => add(a, b)));
        for (const t of [x, ...states.map((key) => first[key]), ...layer.parameters()]) {
          expect(grads.get(t)!.data.some((v) => v !== 0)).toBe(true);
        }
        const wrong = { ...statesOf(2), h: zeros([1, B, U]) };
        expect(() => layer.run(x, { state: wrong })).toThrow(ShapeError);
        expect(() => layer.run(x, { state: wrong })).toThrow(`${name}: state.h is [1, 3, 5], expected [N=2, B=3, U=5]`);
      });
    });

    test("drops between layers in training only, from its own generator", () => {
      scope(() => {
        manualSeed(4);
        using layer = make(D, U, { numLayers: 2, dropout: 0.5 });
        using alone = make(D, U, { dropout: 0.5 });
        manualSeed(0);
        const x = randomTensor(B, T, D);
        const generator = new Map(layer.namedGenerators()).get("generator")!;
        const saved = generator.save();
        const first = bitsOf(layer.forward(x));
        expect(bitsOf(layer.forward(x))).not.toEqual(first);
        generator.restore(saved);
        expect(bitsOf(layer.forward(x))).toEqual(first);
        layer.eval();
        expect(bitsOf(layer.forward(x))).toEqual(bitsOf(layer.forward(x)));
        expect(bitsOf(alone.forward(x))).toEqual(bitsOf(alone.eval().forward(x)));
      });
    });

    test("goes on with streams where they ended, without a gradient back, until it is told to begin anew", () => {
      scope(() => {
        using stream = make(D, U, { numLayers: 2, stateful: B });
        using whole = make(D, U, { numLayers: 2 });
        whole.load(new Map([...stream.namedParameters()]));
        expect([...stream.namedStates()].map(([path, t]) => [path, t.shape])).toEqual(
          states.map((_, i) => [`states.${i}`, [2, B, U]]),
        );
        const x = randomTensor(B, T, D);
        const expected = whole.forward(x);
        const halves = (): Tensor[] => [stream.forward(steps(x, 0, 2)), stream.forward(steps(x, 2, 4))];
        const twice = [halves(), (stream.resetState(), halves())];
        for (const parts of twice) expectClose(concat(parts, 1).data, expected.data, 1e-6);
        expect(bitsOf(concat(halves(), 1))).not.toEqual(bitsOf(concat(twice[0]!, 1)));

        stream.resetState();
        const early = variable(steps(x, 0, 2));
        stream.forward(early);
        const saved = new Map([...stream.namedTensors()].map(([path, t]) => [path, tensor(t.data, t.shape)]));
        const late = variable(steps(x, 2, 4));
        const y = stream.forward(late);
        const grads = gradients(losses(y));
        expect(grads.has(early)).toBe(false);
        for (const t of [late, ...stream.parameters()]) expect(grads.get(t)!.data.some((v) => v !== 0)).toBe(true);
        using other = make(D, U, { numLayers: 2, stateful: B });
        other.load(saved);
        expect(bitsOf(other.forward(late))).toEqual(bitsOf(y));
        expect(() => stream.forward(zeros([2, T, D]))).toThrow(
          `${name}: state.h is [2, 3, 5], expected [N=2, B=2, U=5]`,
        );
        // A run of its own leaves the streams alone.
        const before = stream.states.map(bitsOf);
        stream.run(x);
        expect(stream.states.map(bitsOf)).toEqual(before);
      });
    });

    test("trains streams by the same bits eagerly and compiled, one list for each number of steps", () => {
      const train = (turn: (f: (x: Tensor) => Tensor) => typeof f) => {
        manualSeed(6);
        using layer = make(D, U, { numLayers: 2, stateful: B, dropout: 0.25 });
        const optimizer = new SGD(layer, { learningRate: 0.1 });
        const step = turn((x) => {
          const y = layer.forward(x);
          const loss = sum(mul(y, y));
          optimizer.step(gradients(loss));
          return loss;
        });
        const result = [...[2, 4, 2, 4].entries()].map(([i, t]) =>
          scope(() =>
            bitsOf(
              step(
                tensor(
                  Float32Array.from({ length: B * t * D }, (_, k) => Math.sin(i + k)),
                  [B, t, D],
                ),
              ),
            ),
          ),
        );
        const bits = [...result, ...[...layer.namedTensors().values()].map(bitsOf)];
        optimizer.dispose();
        return { bits, step };
      };
      const eager = train((f) => f);
      const compiled = train((f) => compile<[Tensor], Tensor>(f));
      expect(compiled.bits).toEqual(eager.bits);
      const step = compiled.step as ReturnType<typeof compile<[Tensor], Tensor>>;
      expect(step.stats().length).toBe(2);
      step.dispose();
      manualSeed(0);
    });

    test("tells its gates, for each layer and direction", () => {
      using layer = make(D, U, { numLayers: 2, bidirectional: true });
      scope(() => {
        const { gates: told } = layer.run(randomTensor(B, T, D), { gates: true });
        expect(told.map((t) => [t.shape, t.origin])).toEqual(Array(4).fill([[B, T, gates, U], null]));
      });
    });

    test("begins uniform in ±1/√U", () => {
      using layer = make(20, 64);
      for (const w of layer.parameters()) {
        const largest = Math.max(...w.data.map(Math.abs));
        expect(largest).toBeLessThanOrEqual(1 / 8);
        expect(largest).toBeGreaterThan(0.9 / 8);
      }
    });

    test("refuses sizes and options that make no sense", () => {
      for (const n of [0, -1, 1.5, Number.NaN]) {
        expect(() => make(n, 2)).toThrow(`${name}: D is ${n}, expected a whole number from 1 on`);
        expect(() => make(2, n)).toThrow(`${name}: U is ${n}, expected a whole number from 1 on`);
        expect(() => make(2, 2, { numLayers: n })).toThrow(`${name}: numLayers is ${n}, expected`);
        expect(() => make(2, 2, { stateful: n })).toThrow(`${name}: stateful is ${n}, expected`);
      }
      expect(() => make(2, 2, { dropout: 1.1 })).toThrow(`${name}: dropout is 1.1, expected a number from 0 to 1`);
      expect(() => make(2, 2, { merge: "mean" as "sum" })).toThrow(
        `${name}: merge is mean, expected "concat" or "sum"`,
      );
    });
  });
}
