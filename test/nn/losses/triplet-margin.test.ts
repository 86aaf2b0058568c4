import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { tripletMargin } from "../../../src/nn/index.ts";
import { tensor, zeros } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { lossContract } from "../../helpers/loss-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

const small = [randomTensor(4, 3), randomTensor(4, 3), randomTensor(4, 3)];

describe.each([
  { p: 2, swap: false },
  { p: 2, swap: true },
  { p: 1, swap: false },
])("tripletMargin, %o", ({ p, swap }) => {
  const distance = (a: Tensor, b: Tensor, i: number) =>
    [0, 1, 2].reduce((sum, k) => sum + Math.abs(a.data[3 * i + k]! - b.data[3 * i + k]! + 1e-6) ** p, 0) ** (1 / p);
  const [a, b, c] = small as [Tensor, Tensor, Tensor];
  lossContract({
    name: "tripletMargin",
    loss: ([x, y, z], options) => tripletMargin(x!, y!, z!, { p, swap, margin: 3, ...options }),
    small,
    large: [randomTensor(1000, 12), randomTensor(1000, 12), randomTensor(1000, 12)],
    expected: [0, 1, 2, 3].map((i) => {
      const far = swap ? Math.min(distance(a, c, i), distance(b, c, i)) : distance(a, c, i);
      return Math.max(distance(a, b, i) - far + 3, 0);
    }),
  });
});

describe("tripletMargin", () => {
  test("costs nothing where the negative is further away by 1", () => {
    const [a, near, far] = [zeros([1, 2]), tensor([[1, 0]]), tensor([[0, 3]])];
    expect(tripletMargin(a, near, far).item()).toBe(0);
    expect(tripletMargin(a, far, near).item()).toBeCloseTo(3, 5);
  });

  test("says what it expected", () => {
    const [a, b] = [zeros([2, 3]), zeros([3, 3])];
    expect(() => tripletMargin(a, b, a)).toThrow(ShapeError);
    expect(() => tripletMargin(a, a, b)).toThrow(ShapeError);
    expect(() => tripletMargin(a, a, a, { p: 3 })).toThrow(ValueError);
    expect(() => tripletMargin(a, a, a, { margin: NaN })).toThrow(ValueError);
  });
});
