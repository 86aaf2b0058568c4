import { expect } from "vitest";
import { Parameter } from "../../src/nn/index.ts";
import type { Optimizer } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "./close.ts";
import { noise, randomTensor } from "./random.ts";

/** The rule for one number at step t, from 1 on: changes what it keeps, `state`, and answers the new parameter. */
export type ScalarRule = (w: number, g: number, state: Record<string, number>, t: number) => number;

/** Compares ten steps of an optimizer with its rule in float64, number by number. */
export function expectRule(make: (w: Parameter) => Optimizer, rule: ScalarRule, tolerance = 1e-5): void {
  scope(() => {
    for (const n of [1, 3, 4, 17, 100]) {
      using w = new Parameter(randomTensor(n));
      using optimizer = make(w);
      const expected = Float64Array.from(w.data);
      const states = Array.from({ length: n }, () => ({}));
      for (let t = 1; t <= 10; t++) {
        const dw = Float32Array.from({ length: n }, noise);
        optimizer.step(new Map([[w, tensor(dw)]]));
        expected.forEach((value, i) => (expected[i] = rule(value, dw[i]!, states[i]!, t)));
      }
      expectClose(w.data, expected, tolerance, `${n} numbers`);
    }
  });
}

/** Checks that an optimizer refuses each of these options, and how. */
export function expectRefused<O>(
  make: new (trained: Parameter[], options: O) => Optimizer,
  cases: readonly (readonly [options: O, message: string])[],
): void {
  using w = new Parameter(randomTensor(2));
  for (const [options, message] of cases) expect(() => new make([w], options)).toThrow(`${make.name}: ${message}`);
}
