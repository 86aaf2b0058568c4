import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { conv2d, matmul, reshape, unfold } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { expectRefusal } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("unfold", () => {
  test("works by hand", () => {
    const x = tensor([[[[1, 2, 3], [4, 5, 6]]]]); // prettier-ignore
    expect(unfold(x, 2).toArray()).toEqual([[[1, 2], [2, 3], [4, 5], [5, 6]]]); // prettier-ignore
    expect(unfold(x, [1, 2], { padding: [0, 1], stride: [1, 3] }).toArray()).toEqual([[[0, 3, 0, 6], [1, 0, 4, 0]]]); // prettier-ignore
    expect(unfold(zeros([0, 3, 4, 4]), 2).shape).toEqual([0, 12, 9]);
  });

  test("times filters is a convolution", () => {
    const [x, w] = [randomTensor(1, 3, 7, 9), randomTensor(5, 3, 3, 2)];
    for (const options of [{}, { stride: 2, padding: 1 }, { dilation: [1, 3], padding: [2, 0] }] as const) {
      const columns = unfold(x, [3, 2], options);
      const y = matmul(reshape(w, [5, 18]), reshape(columns, [18, columns.shape[2]!]));
      expectClose(y.data, conv2d(x, w, null, options).data, 4e-6);
    }
  });

  test("has the right gradients", () => {
    gradcheck((x) => unfold(x, 2, { padding: 1, stride: 2 }), [randomTensor(1, 2, 4, 5)]);
  });

  test("leaves only its result", () => {
    expectNoLeaks((x) => unfold(x!, 2), [randomTensor(1, 2, 4, 5)]);
  });

  test("refuses what does not fit", () => {
    expectRefusal(() => unfold(zeros([2, 3]), 2), ShapeError, "unfold: x is [2, 3], expected [B, C, H, W]");
    expectRefusal(
      () => unfold(zeros([2, 3, 8, 8]), 9),
      ShapeError,
      "unfold: windows that span 9 × 9 have no place in images of 8 × 8 with padding 0, 0",
    );
    expectRefusal(() => unfold(zeros([2, 3, 8, 8]), 2, { stride: 0 }), ValueError, "unfold: stride is 0");
    expectRefusal(() => unfold(zeros([2, 3, 8, 8]), 2, { padding: -1 }), ValueError, "unfold: padding is -1");
    expectRefusal(() => unfold(zeros([1, 1, 2, 2], "int32"), 1), DTypeError, "unfold: x is int32, expected float32");
  });
});
