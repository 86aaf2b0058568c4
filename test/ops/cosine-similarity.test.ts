import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { cosineSimilarity, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNothingMade } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("cosineSimilarity", () => {
  test("computes by hand, along any axis", () => {
    const a = tensor([[3, 4], [1, 0]]); // prettier-ignore
    const b = tensor([[4, 3], [-2, 0]]); // prettier-ignore
    expectClose(cosineSimilarity(a, b).data, [24 / 25, -1], 1e-6);
    expectClose(cosineSimilarity(a, b, 0).data, [(12 - 2) / Math.sqrt(10 * 20), 1], 1e-6);
    expectClose(cosineSimilarity(a, b, -1).data, [24 / 25, -1], 1e-6);
  });

  test("repeats the other axes", () => {
    const [a, b] = [randomTensor(3, 1, 4), randomTensor(2, 4)];
    const y = cosineSimilarity(a, b, 2);
    expect(y.shape).toEqual([3, 2]);
    const row = (t: typeof a, i: number) => t.view([1, 4], 4 * i);
    for (let i = 0; i < 6; i++) {
      const [one] = cosineSimilarity(row(a, Math.floor(i / 2)), row(b, i % 2)).data;
      expectClose([y.data[i]!], [one!], 1e-6);
    }
  });

  test("has the right gradients, and leaves nothing behind", () => {
    const [a, b] = [randomTensor(3, 4), randomTensor(3, 4)];
    expect(gradcheck((x, y) => cosineSimilarity(x!, y!), [a, b])).toBeLessThan(1e-2);
    expect(gradcheck((x, y) => cosineSimilarity(x!, y!, 0), [a, randomTensor(3, 1)])).toBeLessThan(1e-2);
    expectNothingMade(() => cosineSimilarity(a, b));
  });

  test("is 0 where a vector is, with the gradient of a product with ε", () => {
    const [a, b] = [variable(zeros([1, 2])), variable(tensor([[3, 4]]))];
    const y = cosineSimilarity(a, b, 1, 0.5);
    expect(y.toArray()).toEqual([0]);
    const grads = gradients(sum(y));
    expectClose(grads.get(a)!.data, [3 / 2.5, 4 / 2.5], 1e-6);
    expect(grads.get(b)!.toArray()).toEqual([[0, 0]]);
  });

  test("says what does not fit", () => {
    expect(() => cosineSimilarity(ones([2, 3]), ones([3, 3]))).toThrow(ShapeError);
    expect(() => cosineSimilarity(ones([2, 3]), ones([2, 1]))).toThrow(
      "cosineSimilarity: b is [2, 1], expected as many along axis 1 as a's [2, 3]",
    );
    expect(() => cosineSimilarity(ones([2]), ones([2]))).toThrow(
      "cosineSimilarity: axis is 1, expected a whole number from -1 to 0",
    );
    expect(() => cosineSimilarity(ones([2, 3], "int32"), ones([2, 3]))).toThrow(DTypeError);
    for (const epsilon of [0, -1, Number.NaN, 1e-30, 1e30]) {
      expect(() => cosineSimilarity(ones([2, 3]), ones([2, 3]), 1, epsilon)).toThrow(ValueError);
    }
    expect(() => cosineSimilarity(ones([2, 3]), ones([2, 3]), 1, 0)).toThrow(
      "cosineSimilarity: epsilon is 0, expected from 4e-23 to 1e19",
    );
  });
});
