// Losses and their gradients beside PyTorch's: options, and the limits of float32.

import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import * as nn from "../../src/nn/index.ts";
import { mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { NestedArray } from "../../src/tensor/dtype.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import golden from "./losses-torch.json" with { type: "json" };

/** Numbers, and words for those that JSON does not have. */
type Written = number | string | readonly Written[];

interface Case {
  readonly name: keyof typeof nn;
  readonly inputs: readonly Written[];
  readonly args: readonly [options: object];
  readonly ints?: readonly Written[];
  readonly output: Written;
  readonly out_grad: Written;
  readonly grads: readonly Written[];
}

const cases = golden.cases as unknown as readonly Case[];

function numbers(written: Written): NestedArray {
  if (typeof written === "object") return written.map(numbers);
  return typeof written === "number" ? written : Number(written.replace("inf", "Infinity"));
}

const flat = (written: Written) => ([numbers(written)] as number[]).flat(Infinity as 1);

// Both sides are float32; a gradient may be the difference of nearly equal numbers.
const OUTPUT = 8 * 2 ** -24;
const GRADIENT = 32 * 2 ** -24;

describe("PyTorch's losses", () => {
  test.each(cases.map((c) => [c.name, c.args[0], c] as const))("%s %j", (name, options, c) => {
    scope(() => {
      const xs = c.inputs.map((x) => variable(tensor(numbers(x))));
      const ints = (c.ints ?? []).map((values) => tensor(numbers(values), undefined, "int32"));
      const y = (nn[name] as (...args: unknown[]) => Tensor)(...xs, ...ints, options);
      expectClose(y.data, flat(c.output), OUTPUT, "output");
      const grads = gradients(sum(mul(y, tensor(numbers(c.out_grad)))));
      xs.forEach((x, i) => expectClose(grads.get(x)!.data, flat(c.grads[i]!), GRADIENT, `gradient of input ${i}`));
    });
  });

  test("are many", () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBeGreaterThan(18);
  });
});
