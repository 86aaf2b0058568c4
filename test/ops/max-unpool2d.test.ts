import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { maxPool2dWithIndices, maxUnpool2d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("maxUnpool2d", () => {
  test("works by hand", () => {
    const [x, at] = [tensor([[[[7, 8]]]]), tensor([[[[5, 0]]]], undefined, "int32")];
    expect(maxUnpool2d(x, at, [2, 3]).toArray()).toEqual([[[[8, 0, 0], [0, 0, 7]]]]); // prettier-ignore
    const twice = tensor([[[[1, 1]]]], undefined, "int32");
    expect(maxUnpool2d(x, twice, [1, 2]).toArray()).toEqual([[[[0, 15]]]]);
  });

  test("brings back what pooling took, plane by plane", () => {
    const x = randomTensor(2, 3, 6, 8);
    const { values, indices } = maxPool2dWithIndices(x, 2);
    const y = maxUnpool2d(values, indices, [6, 8]);
    expect(y.data.filter((v) => v !== 0).length).toBe(values.size);
    expect(y.data.every((v, i) => v === 0 || v === x.data[i])).toBe(true);
  });

  test("has the right gradients", () => {
    const at = tensor([[[[5, 0], [2, 3]]]], undefined, "int32"); // prettier-ignore
    gradcheck((x) => maxUnpool2d(x, at, [2, 3]), [randomTensor(1, 1, 2, 2)]);
  });

  test("leaves only its result", () => {
    const at = tensor([[[[5, 0]]]], undefined, "int32");
    expectNoLeaks((x) => maxUnpool2d(x!, at, [2, 3]), [randomTensor(1, 1, 1, 2)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(
      () => maxUnpool2d(zeros([1, 1, 2, 2]), zeros([1, 1, 2, 2]), 4),
      DTypeError,
      "maxUnpool2d: indices is float32, expected int32",
    );
    expectRefusal(
      () => maxUnpool2d(zeros([1, 1, 2, 2]), zeros([1, 1, 2], "int32"), 4),
      ShapeError,
      "maxUnpool2d: indices is [1, 1, 2], expected [1, 1, 2, 2] like x",
    );
    expectRefusal(() => maxUnpool2d(tensor([[[[1]]]]), tensor([[[[4]]]], undefined, "int32"), 2).data, IndexError, "4");
    expectRefusal(
      () => maxUnpool2d(zeros([1, 1, 2, 2]), zeros([1, 1, 2, 2], "int32"), 0),
      ValueError,
      "maxUnpool2d: size is 0",
    );
  });
});
