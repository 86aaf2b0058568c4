import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { flip } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("flip", () => {
  test("reverses the order along axes", () => {
    const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(flip(x).toArray()).toEqual([[6, 5, 4], [3, 2, 1]]); // prettier-ignore
    expect(flip(x, 0).toArray()).toEqual([[4, 5, 6], [1, 2, 3]]); // prettier-ignore
    expect(flip(x, -1).toArray()).toEqual([[3, 2, 1], [6, 5, 4]]); // prettier-ignore
    expect(flip(x, []).toArray()).toEqual(x.toArray());
    expect(flip(tensor(7)).toArray()).toBe(7);
    expect(flip(arange(3)).dtype).toBe("int32");
    expect(flip(zeros([0, 3])).shape).toEqual([0, 3]);
  });

  test("agrees with the reference along outer axes", () => {
    const x = randomTensor(3, 4, 5, 6);
    const data = x.data;
    const wanted = Array.from({ length: 360 }, (_, i) => {
      const [a, b] = [Math.floor(i / 120), Math.floor(i / 6) % 5];
      return data[(2 - a) * 120 + (Math.floor(i / 30) % 4) * 30 + (4 - b) * 6 + (i % 6)];
    });
    expect(Array.from(flip(x, [2, 0]).data)).toEqual(wanted);
  });

  test("has the right gradients", () => {
    for (const axes of [undefined, 0, [1, 2]]) {
      expect(gradcheck((x) => flip(x, axes), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
    }
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => flip(x!, 0), [randomTensor(3, 4)]);
    expectNoLeaks((x) => flip(x!), [ones([0, 4])]);
  });

  test("says which axes there are", () => {
    expect(() => flip(ones([2, 3]), 2)).toThrow(ShapeError);
    expect(() => flip(ones([2, 3]), [1, -1])).toThrow("flip: axes are [1, 1], expected each once");
  });
});
