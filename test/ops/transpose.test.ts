import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { permute, transpose } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("transpose", () => {
  test("exchanges rows and columns by default", () => {
    expect(transpose(tensor([[1, 2, 3], [4, 5, 6]])).toArray()).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
    expect(transpose(tensor([[[1, 2]], [[3, 4]]])).toArray()).toEqual([[[1], [2]], [[3], [4]]]); // prettier-ignore
    expect(transpose(zeros([0, 3])).shape).toEqual([3, 0]);
  });

  test("exchanges any two axes", () => {
    const x = arange(120).view([2, 3, 4, 5]);
    expect(transpose(x, 0, -1).toArray()).toEqual(permute(x, [3, 1, 2, 0]).toArray());
    expect(transpose(x, 2, 1).toArray()).toEqual(permute(x, [0, 2, 1, 3]).toArray());
    expect(transpose(x, 1, 1).toArray()).toEqual(x.toArray());
  });

  test("has the right gradients", () => {
    expect(gradcheck((x) => transpose(x), [randomTensor(2, 3, 4)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => transpose(x!), [randomTensor(3, 4, 5)]);
  });

  test("says which axes there are", () => {
    expect(() => transpose(ones([2, 3]), 0, 2)).toThrow(ShapeError);
    expect(() => transpose(ones([2, 3]), 0, 2)).toThrow("transpose: axis is 2, expected a whole number from -2 to 1");
    expect(() => transpose(ones([3]))).toThrow("transpose: axis is -2, expected a whole number from -1 to 0");
  });
});
