// Layers with attention beside PyTorch's: its state dict goes in, outputs and gradients come out.

import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { MultiHeadAttention, TransformerEncoderLayer } from "../../src/nn/index.ts";
import { mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import golden from "./attention-torch.json" with { type: "json" };

interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly name: string;
  readonly options: object;
  /** Booleans as whole numbers, where 1 hides. */
  readonly masks: { readonly attn_mask?: number[][]; readonly key_padding_mask?: number[][] };
  readonly parameters: Readonly<Record<string, Values>>;
  readonly inputs: Readonly<Record<string, Values>>;
  readonly output: Values;
  readonly out_grad: Values;
  readonly grads: Readonly<Record<string, Values>>;
}

const made = ({ data, shape }: Values): Tensor => tensor(data, shape);
const isWhole = (mask: readonly number[][]): boolean => mask.flat().every(Number.isInteger);
const maskOf = (mask?: number[][]): Tensor | null =>
  mask === undefined ? null : tensor(mask, undefined, isWhole(mask) ? "int32" : "float32");

// Relative to the largest number: a dozen operations, over axes of up to 8 numbers.
const TOLERANCE = 32 * 2 ** -24;

const cases = golden.cases as unknown as readonly Case[];
describe("PyTorch's layers with attention", () => {
  test.each(cases.map((c) => [c.name, JSON.stringify(c.options), c] as const))("%s %s", (name, _, c) => {
    using layer = name === "MultiHeadAttention" ? new MultiHeadAttention(6, 2, c.options) : new TransformerEncoderLayer(6, 2, c.options); // prettier-ignore
    scope(() => {
      layer.load(new Map(Object.entries(c.parameters).map(([path, values]) => [path, made(values)])));
      const inputs = Object.entries(c.inputs).map(([key, values]) => [key, variable(made(values))] as const);
      const [[, query], ...others] = inputs as [(typeof inputs)[0], ...typeof inputs];
      const isCausal = "causal" in c.options;
      const masks = {
        attnMask: isCausal ? null : maskOf(c.masks.attn_mask),
        keyPaddingMask: maskOf(c.masks.key_padding_mask),
      };
      const y = layer.forward(query, { ...Object.fromEntries(others), ...masks });
      expect(y.shape).toEqual(c.output.shape);
      expectClose(y.data, c.output.data, TOLERANCE, "output");
      const grads = gradients(sum(mul(y, made(c.out_grad))));
      for (const [key, x] of [...layer.namedParameters(), ...inputs]) {
        expectClose(grads.get(x)!.data, c.grads[key]!.data, TOLERANCE, `gradient of ${key}`);
      }
    });
  });
});
