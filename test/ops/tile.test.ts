import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { sum, tile } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("tile", () => {
  test("lays copies side by side", () => {
    expect(tile(tensor([1, 2]), [3]).toArray()).toEqual([1, 2, 1, 2, 1, 2]);
    expect(tile(tensor([[1, 2], [3, 4]]), [1, 2]).toArray()).toEqual([[1, 2, 1, 2], [3, 4, 3, 4]]); // prettier-ignore
    expect(tile(tensor([[1, 2], [3, 4]]), [2, 1]).toArray()).toEqual([[1, 2], [3, 4], [1, 2], [3, 4]]); // prettier-ignore
  });

  test("takes fewer repeats for the last axes, and more for new ones", () => {
    expect(tile(tensor([[1], [2]]), [2]).toArray()).toEqual([[1, 1], [2, 2]]); // prettier-ignore
    expect(tile(tensor([1, 2]), [2, 1, 2]).toArray()).toEqual([[[1, 2, 1, 2]], [[1, 2, 1, 2]]]);
    expect(tile(tensor(5), [2]).toArray()).toEqual([5, 5]);
    expect(tile(tensor(5), []).toArray()).toBe(5);
    expect(tile(arange(2), [2]).dtype).toBe("int32");
    expect(tile(ones([2, 3]), [0, 2]).shape).toEqual([0, 6]);
  });

  test("agrees with the reference along three axes", () => {
    const [x, [a, b, c]] = [randomTensor(2, 3, 4), [3, 2, 5]];
    const y = tile(x, [3, 2, 5]);
    expect(y.shape).toEqual([2 * a!, 3 * b!, 4 * c!]);
    const data = x.data;
    const wanted = Array.from(y.data, (_, i) => {
      const [l, m, n] = [Math.floor(i / 120), Math.floor(i / 20) % 6, i % 20];
      return data[((l % 2) * 3 + (m % 3)) * 4 + (n % 4)];
    });
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("has the right gradients", () => {
    for (const repeats of [[2], [2, 3], [1, 1], [2, 1, 3], [0, 2]]) {
      expect(gradcheck((x) => tile(x, repeats), [randomTensor(2, 3)])).toBeLessThan(1e-2);
    }
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => tile(x!, [2, 3]), [randomTensor(3, 4)]);
    expectNoLeaks((x) => tile(x!, [2]), [zeros([3], "int32")]);
  });

  test("takes any axes where there is nothing to repeat", () => {
    expect(tile(zeros([2, 2, 0, 2, 2]), [2, 2, 2, 2, 2]).shape).toEqual([4, 4, 0, 4, 4]);
    const x = variable(ones([2, 2, 2, 2]));
    expect([...gradients(sum(tile(x, [2, 2, 0, 2]))).get(x)!.data]).toEqual(Array(16).fill(0));
  });

  test("says what does not fit", () => {
    for (const times of [-1, 0.5, NaN]) expect(() => tile(ones([2]), [times])).toThrow(ValueError);
    expect(() => tile(ones([2]), [1, -1])).toThrow("tile: repeats[1] is -1, expected a whole number from 0 on");
    expect(() => tile(ones([2, 2, 2, 2]), [2, 2, 2, 2])).toThrow(
      "tile: [2, 2, 2, 2, 2, 2, 2, 2] has 8 axes that do not merge",
    );
  });
});
