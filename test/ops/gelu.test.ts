import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { gelu, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { normalDistribution } from "../helpers/normal.ts";
import { unaryContract } from "../helpers/unary-contract.ts";

describe("gelu", () => {
  test("works by hand", () => {
    expect(gelu(tensor([0, 1])).data[1]).toBeCloseTo(0.8413447460685429, 7);
    expect(gelu(tensor([0, 1]), "tanh").data[1]).toBeCloseTo(0.8411919906082768, 7);
  });

  unaryContract({
    op: gelu,
    reference: (x) => x * normalDistribution(x),
    low: -5,
    high: 5,
    ulps: 14,
    special: [
      [0, 0],
      [Infinity, Infinity],
      [-Infinity, NaN],
      [1e4, 1e4],
      [-1e4, 0],
      [NaN, NaN],
    ],
  });

  test.each(["none", "tanh"] as const)("has exact gradients far from 0, also at ±∞, with %s", (approximate) => {
    const x = variable(tensor([-Infinity, -1e30, -1e4, 0, 1e4, 1e30, Infinity, NaN]));
    expect([...gradients(sum(gelu(x, approximate))).get(x)!.data].map((v) => v + 0)).toEqual([
      0,
      0,
      0,
      0.5,
      1,
      1,
      1,
      NaN,
    ]);
  });

  test("keeps its digits where erf is almost −1", () => {
    const x = tensor([-5.5, -8, -10]);
    const want = Array.from(x.data, (v) => v * normalDistribution(v));
    Array.from(gelu(x).data, (v, i) => expect(v / want[i]!).toBeCloseTo(1, 5));
  });

  test("has the approximation by tanh, and no other", () => {
    const tanhForm = (x: number) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
    const x = tensor([-6, -3, -1, -0.1, 0.1, 1, 3, 6]);
    expectClose(gelu(x, "tanh").data, Array.from(x.data, tanhForm), 2 ** -23);
    gradcheck((v) => gelu(v, "tanh"), [x]);
    const call = () => gelu(x, "erf" as "none");
    expect(call).toThrow(ValueError);
    expect(call).toThrow('gelu: approximate is erf, expected "none" or "tanh"');
  });
});
