import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { pairwiseDistance, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNothingMade } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("pairwiseDistance", () => {
  test.each([
    [2, 5],
    [1, 7],
    [Infinity, 4],
  ])("computes by hand, p = %d", (p, expected) => {
    const [a, b] = [tensor([[1, 2], [0, 0]]), tensor([[4, -2], [0, 0]])]; // prettier-ignore
    expect(pairwiseDistance(a, b, p, 0).toArray()).toEqual([expected, 0]);
    const near = [1, 1].reduce((total, v) => (p === Infinity ? v : total + v), 0) ** (p === 2 ? 0.5 : 1);
    expectClose(pairwiseDistance(a, a, p, 1).data, [near, near], 1e-6);
  });

  test.each([1, 2, Infinity])("is 0 between points of no coordinates, p = %d", (p) => {
    expect(pairwiseDistance(zeros([2, 0]), zeros([0]), p).toArray()).toEqual([0, 0]);
  });

  test("repeats, and leaves the last axis out", () => {
    const [a, b] = [randomTensor(3, 1, 4), randomTensor(2, 4)];
    const y = pairwiseDistance(a, b);
    expect(y.shape).toEqual([3, 2]);
    const [x, z] = [a.view([4], 8).data, b.view([4], 4).data];
    const expected = Math.hypot(...Array.from(x, (v, i) => v - z[i]! + 1e-6));
    expectClose([y.data[5]!], [expected], 1e-6);
    expect(pairwiseDistance(tensor([3, 0]), tensor([0, 4]), 2, 0).toArray()).toBe(5);
  });

  test("has the right gradients, 0 where the distance is, and leaves nothing behind", () => {
    const [a, b] = [randomTensor(3, 4), randomTensor(3, 4)];
    expect(gradcheck((x, y) => pairwiseDistance(x!, y!), [a, b])).toBeLessThan(1e-2);
    expect(gradcheck((x, y) => pairwiseDistance(x!, y!), [a, randomTensor(4)])).toBeLessThan(1e-2);
    const same = variable(ones([2, 3]));
    expect(gradients(sum(pairwiseDistance(same, ones([3]), 2, 0))).get(same)!.data).toEqual(new Float32Array(6));
    expectNothingMade(() => pairwiseDistance(a, b));
  });

  test("says what does not fit", () => {
    expect(() => pairwiseDistance(ones([2, 3]), ones([2, 4]))).toThrow(ShapeError);
    expect(() => pairwiseDistance(ones([]), ones([2, 4]))).toThrow("pairwiseDistance: a is [], expected [..., D]");
    expect(() => pairwiseDistance(ones([2]), ones([2], "int32"))).toThrow(DTypeError);
    expect(() => pairwiseDistance(ones([2]), ones([2]), 3)).toThrow(ValueError);
    expect(() => pairwiseDistance(ones([2]), ones([2]), 3)).toThrow(
      "pairwiseDistance: p is 3, expected 1, 2 or Infinity",
    );
    expect(() => pairwiseDistance(ones([2]), ones([2]), 2, Number.NaN)).toThrow(
      "pairwiseDistance: epsilon is NaN, expected a finite float32",
    );
  });
});
