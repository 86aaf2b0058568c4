import { expect, test } from "vitest";
import { variable } from "../../src/autograd/tape.ts";
import type { RecurrentWeights } from "../../src/ops/support/recurrent.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { randomTensor } from "./random.ts";
import type { Options, Result } from "./recurrent-contract.ts";

/** An op that gives its gates, and how h and c go on from a unit's gates. */
interface GatedCase {
  readonly op: (x: Tensor, weights: RecurrentWeights, options: Options) => Result;
  readonly gates: number;
  readonly next: (gates: readonly number[], h: number, c: number) => readonly [h: number, c: number];
}

/** Gates that explain each step of the output, without a gradient. */
export function gatesContract(what: string, { op, gates, next }: GatedCase): void {
  test.each([
    [1, false],
    [3, true],
    [8, false],
    [8, true],
  ])(`${what} tells the gates that led to its output, %i units, reverse: %s`, (U, reverse) => {
    scope(() => {
      const [B, T] = [3, 4];
      const weights = { wx: randomTensor(gates * U, 2), wh: variable(randomTensor(gates * U, U)) };
      const active = [1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1];
      const mask = tensor(Int32Array.from(active), [B, T]);
      const h0 = randomTensor(B, U);
      const c0 = randomTensor(B, U);
      const x = randomTensor(B, T, 2);
      const { output, gates: told } = op(x, weights, { h0, c0, mask, reverse, gates: true });
      expect(told!.shape).toEqual([B, T, gates, U]);
      expect(told!.origin).toBe(null);
      expect(op(x, weights, { mask }).gates).toBe(null);
      const values = told!.data;
      const expected = new Float32Array(B * T * U);
      for (let b = 0; b < B; b++) {
        for (let u = 0; u < U; u++) {
          let [h, c] = [h0.data[b * U + u]!, c0.data[b * U + u]!] as readonly [number, number];
          for (let s = 0; s < T; s++) {
            const o = b * T + (reverse ? T - 1 - s : s);
            const of = Array.from({ length: gates }, (_, g) => values[(o * gates + g) * U + u]!);
            if (active[o] === 0) expect(of).toEqual(Array(gates).fill(0));
            else expected[o * U + u] = ([h, c] = next(of, h, c))[0];
          }
        }
      }
      expectClose(output.data, expected, 1e-6);
    });
  });
}
