import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { tril } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("tril", () => {
  test("keeps one side of the diagonal", () => {
    const x = tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]); // prettier-ignore
    expect(tril(x).toArray()).toEqual([[1, 0, 0], [4, 5, 0], [7, 8, 9]]); // prettier-ignore
    expect(tril(x, 1).toArray()).toEqual([[1, 2, 0], [4, 5, 6], [7, 8, 9]]); // prettier-ignore
    expect(tril(x, -1).toArray()).toEqual([[0, 0, 0], [4, 0, 0], [7, 8, 0]]); // prettier-ignore
    expect(tril(arange(4).view([2, 2])).dtype).toBe("int32");
  });

  test.each([
    [1, 1],
    [5, 9],
    [9, 5],
    [1, 7],
    [7, 1],
  ])("agrees with the reference for matrices of %i × %i", (M, N) => {
    // prettier-ignore
    const x = randomTensor(2, M, N);
    for (const diagonal of [-(2 ** 40), -100, -M, 1 - M, -1, 0, 1, N - 1, N, 100, 2 ** 40]) {
      const wanted = x.data.map((v, k) => {
        const [i, j] = [Math.floor(k / N) % M, k % N];
        return j <= i + diagonal ? v : 0;
      });
      expect(tril(x, diagonal).data).toEqual(wanted);
    }
  });

  test("writes 0 over NaN and infinity", () => {
    const x = tensor([[NaN, NaN], [NaN, Infinity]]); // prettier-ignore
    expect(tril(x, -2).toArray()).toEqual([[0, 0], [0, 0]]); // prettier-ignore
  });

  test("has nothing for nothing", () => {
    expect(tril(zeros([2, 0, 3])).shape).toEqual([2, 0, 3]);
    expect(tril(zeros([2, 3, 0])).shape).toEqual([2, 3, 0]);
  });

  test("has the right gradients", () => {
    for (const diagonal of [-1, 0, 2]) {
      expect(gradcheck((x) => tril(x, diagonal), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
    }
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => tril(x!, 1), [randomTensor(3, 4)]);
  });

  test("says what does not fit", () => {
    expect(() => tril(ones([3]))).toThrow(ShapeError);
    expect(() => tril(ones([3]))).toThrow("tril: x is [3], expected [..., M, N]");
    for (const diagonal of [0.5, NaN]) expect(() => tril(ones([3, 3]), diagonal)).toThrow(ValueError);
    expect(() => tril(ones([3, 3]), 0.5)).toThrow("tril: diagonal is 0.5, expected a whole number");
  });
});
