import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { interpolate } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("interpolate", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 3], [5, 7]]]]); // prettier-ignore
    expect(interpolate(x, { size: [1, 4] }).toArray()).toEqual([[[[1, 1, 3, 3]]]]);
    expect(interpolate(x, { size: [2, 3], mode: "bilinear", alignCorners: true }).toArray()).toEqual([[[[1, 2, 3], [5, 6, 7]]]]); // prettier-ignore
    expect(interpolate(x, { scale: [1, 2], mode: "bilinear" }).toArray()).toEqual([[[[1, 1.5, 2.5, 3], [5, 5.5, 6.5, 7]]]]); // prettier-ignore
    expect(interpolate(x, { scale: 1, mode: "bicubic" }).toArray()).toEqual(x.toArray());
    expect(interpolate(zeros([0, 2, 2, 2]), { scale: 2 }).shape).toEqual([0, 2, 4, 4]);
  });

  test("has the right gradients", () => {
    for (const mode of ["nearest", "bilinear", "bicubic"] as const) {
      gradcheck((x) => interpolate(x, { size: [3, 7], mode }), [randomTensor(1, 2, 4, 5)]);
      gradcheck((x) => interpolate(x, { size: [7, 3], mode }), [randomTensor(1, 2, 4, 5)]);
    }
  });

  test("leaves only its result", () => {
    for (const size of [3, 9])
      expectNoLeaks((x) => interpolate(x!, { size, mode: "bilinear" }), [randomTensor(1, 2, 4, 5)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => interpolate(zeros([2, 3, 8, 8]), {}),
      ValueError,
      "interpolate: size is undefined and scale undefined, expected one of them",
    );
    expectRefusal(() => interpolate(zeros([2, 3, 8, 8]), { size: 2, scale: 2 }), ValueError, "expected one of them");
    expectRefusal(
      () => interpolate(zeros([2, 3, 8, 8]), { scale: 0.1 }),
      ValueError,
      "interpolate: scale is 0.1, expected a size of at least 1",
    );
    expectRefusal(() => interpolate(zeros([2, 3, 8, 8]), { scale: NaN }), ValueError, "interpolate: scale is NaN");
    expectRefusal(() => interpolate(zeros([2, 3, 8, 8]), { size: 0 }), ValueError, "interpolate: size is 0");
    expectRefusal(
      () => interpolate(zeros([2, 3, 8, 8]), { size: 2, mode: "area" as "nearest" }),
      ValueError,
      "interpolate: mode is area, expected one of nearest, bilinear, bicubic",
    );
    expectRefusal(
      () => interpolate(zeros([2, 3, 8, 8]), { size: 2, alignCorners: true }),
      ValueError,
      "interpolate: alignCorners is true, expected false for",
    );
    expectRefusal(
      () => interpolate(zeros([2, 3, 0, 8]), { size: 2 }),
      ShapeError,
      "expected a height and a width of at least 1",
    );
    expectRefusal(
      () => interpolate(zeros([1, 1, 2, 2], "int32"), { size: 2 }),
      DTypeError,
      "interpolate: x is int32, expected float32",
    );
  });
});
