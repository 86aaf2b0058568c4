// Outputs and gradients at the limits of float32 beside PyTorch's: infinities, NaN, zeros, ties, masks.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import * as ops from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { NestedArray } from "../../src/tensor/dtype.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";

/** Numbers, and words for those that JSON does not have. */
type Written = number | string | readonly Written[];

interface Case {
  readonly name: keyof typeof ops;
  readonly inputs: readonly Written[];
  /** Those behind the operands; infinities are words. */
  readonly args: readonly unknown[];
  /** int32 operands behind `inputs`. */
  readonly ints?: readonly Written[];
  /** Which of inputs, ints and args, counted through, each parameter is; by default they come in this order. */
  readonly order?: readonly number[];
  readonly output: Written;
  /** Where `output` stood, of an op that gives values and indices. */
  readonly indices?: Written;
  readonly out_grad?: Written;
  readonly grads?: readonly Written[];
}

/** What torch_<family>.py wrote by way of torch_cases.py. */
const FAMILIES = readdirSync(new URL(".", import.meta.url))
  .filter((file) => /^torch_(?!cases)\w+\.py$/.test(file))
  .map((file) => file.slice("torch_".length, -".py".length));
const casesOf = (family: string) =>
  (JSON.parse(readFileSync(new URL(`torch-${family}.json`, import.meta.url), "utf8")) as { cases: readonly Case[] })
    .cases;

function numbers(written: Written): NestedArray {
  if (typeof written === "object") return written.map(numbers);
  return typeof written === "number" ? written : Number(written.replace("inf", "Infinity"));
}

const flat = (written: Written) => ([numbers(written)] as number[]).flat(Infinity as 1);

// Both sides are float32; a gradient may be the difference of nearly equal numbers.
const OUTPUT = 4 * 2 ** -24;
const GRADIENT = 32 * 2 ** -24;

describe.each(FAMILIES)("PyTorch's %s", (family) => {
  test.each(casesOf(family).map((c) => [c.name, c.args, c] as const))("%s %j", (name, args, c) => {
    scope(() => {
      const xs = c.inputs.map((x) => variable(tensor(numbers(x))));
      const ints = (c.ints ?? []).map((values) => tensor(numbers(values), undefined, "int32"));
      const others = args.map((arg) => (typeof arg === "string" && /inf|nan/.test(arg) ? numbers(arg) : arg));
      const given = [...xs, ...ints, ...others];
      const call = ops[name] as (...args: unknown[]) => Tensor | ops.Ordered;
      const result = call(...(c.order?.map((i) => given[i]) ?? given));
      const y = result instanceof Tensor ? result : result.values;
      if (!(result instanceof Tensor)) expect([...result.indices.data]).toEqual(flat(c.indices!));
      expectClose(y.data, flat(c.output), OUTPUT, "output");
      if (c.out_grad === undefined) return;
      const grads = gradients(ops.sum(ops.mul(y, tensor(numbers(c.out_grad)))));
      xs.forEach((x, i) => expectClose(grads.get(x)!.data, flat(c.grads![i]!), GRADIENT, `gradient of input ${i}`));
    });
  });
});

test("the cases are many", () => {
  expect(FAMILIES.flatMap(casesOf).length).toBeGreaterThan(25);
});
