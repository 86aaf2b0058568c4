import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { pad } from "../../src/ops/index.ts";
import { arange, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("pad", () => {
  test("puts a value around x", () => {
    const x = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(pad(x, [[1, 0], [0, 2]]).toArray()).toEqual([[0, 0, 0, 0], [1, 2, 0, 0], [3, 4, 0, 0]]); // prettier-ignore
    expect(pad(x, [[0, 1], [1, 0]], { value: 9 }).toArray()).toEqual([[9, 1, 2], [9, 3, 4], [9, 9, 9]]); // prettier-ignore
    expect(pad(tensor([1]), [[1, 1]], { value: -Infinity }).toArray()).toEqual([-Infinity, 1, -Infinity]);
    expect(pad(arange(2), [[1, 1]], { value: 5 }).toArray()).toEqual([5, 0, 1, 5]);
    expect(pad(arange(2), [[1, 1]]).dtype).toBe("int32");
  });

  test("takes fewer widths for the last axes", () => {
    const x = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(pad(x, [[1, 1]]).toArray()).toEqual([[0, 1, 2, 0], [0, 3, 4, 0]]); // prettier-ignore
    expect(pad(x, []).toArray()).toEqual(x.toArray());
    expect(pad(tensor(7), []).toArray()).toBe(7);
    expect(pad(ones([2, 3, 4, 5]), [[1, 2], [3, 4]]).shape).toEqual([2, 3, 7, 12]); // prettier-ignore
  });

  test("agrees with the reference along all axes", () => {
    const x = randomTensor(3, 4, 5);
    const y = pad(x, [[1, 2], [2, 0], [3, 1]], { value: 0.5 }); // prettier-ignore
    const data = x.data;
    const wanted = Array.from({ length: 6 * 6 * 9 }, (_, i) => {
      const [a, b, c] = [Math.floor(i / 54) - 1, (Math.floor(i / 9) % 6) - 2, (i % 9) - 3];
      return a >= 0 && a < 3 && b >= 0 && b < 4 && c >= 0 && c < 5 ? data[(a * 4 + b) * 5 + c] : 0.5;
    });
    expect(Array.from(y.data)).toEqual(wanted);
  });

  test("pads what is empty", () => {
    expect(pad(zeros([0]), [[1, 1]], { value: 2 }).toArray()).toEqual([2, 2]);
    expect(pad(zeros([0, 3]), [[1, 1]]).shape).toEqual([0, 5]);
  });

  test("has the right gradients", () => {
    for (const widths of [
      [[1, 2]],
      [
        [1, 0],
        [0, 2],
      ],
      [],
    ] as const) {
      // prettier-ignore
      expect(gradcheck((x) => pad(x, widths, { value: 3 }), [randomTensor(3, 4)])).toBeLessThan(1e-2);
    }
  });

  test("fills the border from x", () => {
    const x = tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(pad(x, [[2, 1]], { mode: "reflect" }).toArray()).toEqual([[3, 2, 1, 2, 3, 2], [6, 5, 4, 5, 6, 5]]); // prettier-ignore
    expect(pad(x, [[1, 0], [0, 2]], { mode: "replicate" }).toArray()).toEqual([[1, 2, 3, 3, 3], [1, 2, 3, 3, 3], [4, 5, 6, 6, 6]]); // prettier-ignore
    expect(pad(x, [[2, 1], [1, 0]], { mode: "circular" }).toArray()).toEqual([[3, 1, 2, 3], [6, 4, 5, 6], [3, 1, 2, 3], [6, 4, 5, 6], [3, 1, 2, 3]]); // prettier-ignore
    expect(pad(arange(3), [[1, 1]], { mode: "circular" }).toArray()).toEqual([2, 0, 1, 2, 0]);
    expect(pad(arange(3), [[1, 1]], { mode: "reflect" }).dtype).toBe("int32");
    expect(pad(x, [[0, 0]], { mode: "reflect" }).toArray()).toEqual(x.toArray());
    for (const mode of ["reflect", "replicate", "circular"] as const) {
      gradcheck((t) => pad(t, [[2, 1], [0, 3]], { mode }), [randomTensor(2, 3, 4)]); // prettier-ignore
      expectNoLeaks((t) => pad(t!, [[1, 1], [2, 2]], { mode }), [randomTensor(3, 4)]); // prettier-ignore
    }
    expect(() => pad(x, [[3, 0]], { mode: "reflect" })).toThrow('pad: x is [2, 3], expected more than 3 on axis 1 for mode "reflect" and widths [3, 0]'); // prettier-ignore
    expect(() => pad(x, [[0, 4]], { mode: "circular" })).toThrow(ShapeError);
    expect(() => pad(zeros([0]), [[1, 0]], { mode: "replicate" })).toThrow(ShapeError);
    expect(() => pad(x, [[0, 4]], { mode: "wrap" as "reflect" })).toThrow(
      "pad: mode is wrap, expected one of constant, reflect",
    );
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((x) => pad(x!, [[1, 1], [2, 2]]), [randomTensor(3, 4)]); // prettier-ignore
  });

  test("says what does not fit", () => {
    expect(() => pad(ones([2]), [[1, 1], [1, 1]])).toThrow(ShapeError); // prettier-ignore
    expect(() => pad(ones([2]), [[1, 1], [1, 1]])).toThrow("pad: 2 widths are given, expected at most 1, one for each axis"); // prettier-ignore
    for (const n of [-1, 0.5, NaN]) expect(() => pad(ones([2]), [[n, 0]])).toThrow(ValueError);
    expect(() => pad(ones([2, 2]), [[0, 0], [1, -1]])).toThrow("pad: widths[1] is [1, -1], expected [before, behind], whole numbers from 0 on"); // prettier-ignore
    expect(() => pad(arange(2), [[1, 1]], { value: 0.5 })).toThrow(DTypeError);
    expect(() => pad(arange(2), [[1, 1]], { value: 2 ** 31 })).toThrow(
      "pad: value is 2147483648, expected a whole number of 32 bits for int32",
    );
    expect(() => pad(ones([2]), [[1, 1]], { value: "1" as unknown as number })).toThrow(DTypeError);
  });
});
