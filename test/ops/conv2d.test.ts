import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { conv2d, type Conv2dOptions, mul, relu, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { convolutionGradients, convolved, type Sizes } from "../helpers/convolution.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

/** Relative to the largest number: sums of up to 200 products of numbers of both signs. */
const TOLERANCE = 4e-6;

const STRIDES = [
  [1, 1],
  [2, 2],
  [3, 1],
] as const;
const DILATIONS = [
  [1, 1],
  [2, 2],
  [1, 3],
] as const;
const PADDINGS = [
  [0, 0],
  [1, 2],
  [3, 1],
] as const;
/** Images and filters, some larger on one axis: [H, W, R, S]. */
const SHAPES = [
  [7, 9, 3, 3],
  [12, 8, 2, 5],
  [9, 21, 1, 1],
  [5, 3, 5, 1],
  [11, 13, 3, 4],
] as const;

/** Groups, and channels on both sides. */
const CHANNELS = [
  [1, 3, 7],
  [1, 9, 11],
  [3, 6, 9],
  [4, 4, 4],
] as const;

const every = STRIDES.flatMap((stride) =>
  DILATIONS.flatMap((dilation) => PADDINGS.map((padding) => ({ stride, dilation, padding }))),
);

describe.each(SHAPES)("images of %i × %i, filters of %i × %i", (H, W, R, S) => {
  test.each(CHANNELS)("%i groups, %i channels to %i, at every stride, dilation and padding", (groups, C, O) => {
    let tried = 0;
    for (const { stride, dilation, padding } of every) {
      const places = [0, 1].map((axis) => {
        const room = [H, W][axis]! + 2 * padding[axis]! - dilation[axis]! * ([R, S][axis]! - 1) - 1;
        return Math.floor(room / stride[axis]!) + 1;
      }) as [number, number];
      if (places.some((n) => n < 1)) continue;
      tried++;
      const s: Sizes = {
        ...{ B: 2, G: groups, M: O / groups, D: C / groups, image: [H, W], filter: [R, S] },
        ...{ stride, dilation, before: padding, places },
      };
      scope(() => {
        const x = variable(randomTensor(2, C, H, W));
        const w = variable(randomTensor(O, C / groups, R, S));
        const bias = variable(randomTensor(O));
        const y = conv2d(x, w, bias, { stride, dilation, padding, groups });
        const what = JSON.stringify({ stride, dilation, padding });
        expect(y.shape).toEqual([2, O, ...places]);
        expectClose(y.data, convolved(x.data, w.data, bias.data, s), TOLERANCE, `${what}: y`);
        const dy = randomTensor(...y.shape);
        const grads = gradients(sum(mul(y, dy)));
        const { dx, dw } = convolutionGradients(x.data, w.data, dy.data, s);
        expectClose(grads.get(x)!.data, dx, TOLERANCE, `${what}: dx`);
        expectClose(grads.get(w)!.data, dw, TOLERANCE, `${what}: dw`);
        const places2 = places[0] * places[1];
        const db = new Float64Array(O);
        dy.data.forEach((d, i) => (db[Math.floor(i / places2) % O]! += d));
        expectClose(grads.get(bias)!.data, db, TOLERANCE, `${what}: db`);
      });
    }
    expect(tried).toBeGreaterThan(5);
  });
});

describe("conv2d", () => {
  test("works by hand", () => {
    const x = tensor([
      [
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
      ],
    ]);
    const w = tensor([
      [
        [
          [1, 0],
          [0, -1],
        ],
      ],
    ]);
    expect(conv2d(x, w).toArray()).toEqual([
      [
        [
          [-4, -4],
          [-4, -4],
        ],
      ],
    ]);
    expect(
      conv2d(x, w, tensor([10]), {
        stride: 2,
        padding: [
          [1, 0],
          [1, 0],
        ],
      }).toArray(),
    ).toEqual([
      [
        [
          [9, 7],
          [3, 6],
        ],
      ],
    ]);
  });

  test.each([
    [1, 1, 4],
    [1, 9, 3],
    [2, 6, 2],
    [3, 5, 21],
    [1, 70, 66],
  ])("of each channel by itself agrees with loops: padding %i, images of %i × %i", (pad, H, W) => {
    const s: Sizes = {
      ...{ B: 2, G: 3, M: 1, D: 1, image: [H, W], filter: [3, 3], stride: [1, 1], dilation: [1, 1] },
      ...{ before: [pad, pad], places: [H + 2 * pad - 2, W + 2 * pad - 2] },
    };
    scope(() => {
      const [x, w, bias] = [variable(randomTensor(2, 3, H, W)), variable(randomTensor(3, 1, 3, 3)), randomTensor(3)];
      const y = conv2d(x, w, bias, { padding: pad, groups: 3 });
      expectClose(y.data, convolved(x.data, w.data, bias.data, s), TOLERANCE, "y");
      const dy = randomTensor(...y.shape);
      const grads = gradients(sum(mul(y, dy)));
      const { dx, dw } = convolutionGradients(x.data, w.data, dy.data, s);
      expectClose(grads.get(x)!.data, dx, TOLERANCE, "dx");
      expectClose(grads.get(w)!.data, dw, TOLERANCE, "dw");
    });
  });

  test.each([
    [1, 14, 15],
    [2, 8, 13],
    [3, 3, 9],
  ])("by Winograd's algorithm agrees with loops: padding %i, images of %i × %i", (pad, H, W) => {
    const s: Sizes = {
      ...{ B: 3, G: 1, M: 43, D: 9, image: [H, W], filter: [3, 3], stride: [1, 1], dilation: [1, 1] },
      ...{ before: [pad, pad], places: [H + 2 * pad - 2, W + 2 * pad - 2] },
    };
    scope(() => {
      const [x, w] = [variable(randomTensor(3, 9, H, W)), variable(randomTensor(43, 9, 3, 3))];
      const y = conv2d(x, w, null, { padding: pad });
      expectClose(y.data, convolved(x.data, w.data, null, s), TOLERANCE, "y");
      const dy = randomTensor(...y.shape);
      const grads = gradients(sum(mul(y, dy)));
      const { dx, dw } = convolutionGradients(x.data, w.data, dy.data, s);
      expectClose(grads.get(x)!.data, dx, TOLERANCE, "dx");
      expectClose(grads.get(w)!.data, dw, TOLERANCE, "dw");
    });
  });

  test("has the right gradients", () => {
    const [x, w, b] = [randomTensor(2, 4, 5, 6), randomTensor(6, 2, 3, 2), randomTensor(6)];
    const options: Conv2dOptions = { stride: [2, 1], padding: 1, dilation: [1, 2], groups: 2 };
    gradcheck((...args) => conv2d(args[0]!, args[1]!, args[2]!, options), [x, w, b]);
  });

  test("pads as Keras for same, at any stride, and not at all for valid", () => {
    for (const [size, filter, stride, places] of [
      [7, 3, 2, 4],
      [8, 3, 2, 4],
      [8, 2, 1, 8],
      [5, 4, 3, 2],
      [5, 1, 3, 2],
    ] as const) {
      const [x, w] = [zeros([1, 1, size, size]), zeros([1, 1, filter, filter])];
      expect(conv2d(x, w, null, { stride, padding: "same" }).shape).toEqual([1, 1, places, places]);
      const valid = Math.floor((size - filter) / stride) + 1;
      expect(conv2d(x, w, null, { stride, padding: "valid" }).shape).toEqual([1, 1, valid, valid]);
    }
    // The odd column of zeros comes last.
    const y = conv2d(tensor([[[[1, 2, 3]]]]), tensor([[[[1, 10]]]]), null, { padding: "same" });
    expect(y.toArray()).toEqual([[[[21, 32, 3]]]]);
  });

  test("applies relu on its way, to the bits of relu afterwards, gradients too", () => {
    const [x, w, b] = [variable(randomTensor(2, 8, 9, 10)), variable(randomTensor(9, 8, 3, 3)), randomTensor(9)];
    for (const padding of [1, 0])
      for (const stride of [1, 2]) {
        const fused = conv2d(x, w, b, { padding, stride, activation: "relu" });
        const apart = relu(conv2d(x, w, b, { padding, stride }));
        expect(fused.data).toEqual(apart.data);
        const weights = randomTensor(...fused.shape);
        const [one, two] = [fused, apart].map((y) => gradients(sum(mul(y, weights))));
        for (const v of [x, w]) expect(one!.get(v)!.data).toEqual(two!.get(v)!.data);
      }
  });

  test("takes no images, and keeps NaN where it reaches", () => {
    const w = variable(randomTensor(2, 3, 3, 3));
    const y = conv2d(variable(zeros([0, 3, 8, 8])), w);
    expect(y.shape).toEqual([0, 2, 6, 6]);
    expect([...gradients(sum(y)).get(w)!.data]).toEqual(Array(54).fill(0));
    const x = zeros([1, 1, 1, 8]).data;
    x[3] = NaN;
    const broken = conv2d(tensor(x, [1, 1, 1, 8]), tensor([[[[1, 1]]]])).data;
    expect([...broken].map(Number.isNaN)).toEqual([false, false, true, true, false, false, false]);
  });

  test("leaves only its result", () => {
    const [x, w] = [randomTensor(2, 8, 9, 9), randomTensor(8, 8, 3, 3)];
    for (const stride of [1, 2])
      for (const activation of ["none", "relu"] as const)
        expectNoLeaks((x, w) => conv2d(x!, w!, null, { stride, padding: 1, activation }), [x, w]);
  });

  test("refuses what does not fit", () => {
    const [x, w] = [zeros([2, 3, 8, 8]), zeros([4, 3, 3, 3])];
    const fails = (f: () => unknown, Kind: new () => Error, message: string) => {
      expect(f).toThrow(Kind);
      expect(f).toThrow(message);
    };
    fails(() => conv2d(zeros([3, 8, 8]), w), ShapeError, "conv2d: x is [3, 8, 8], expected [B, C, H, W]");
    fails(() => conv2d(x, zeros([4, 2, 3, 3])), ShapeError, "conv2d: w is [4, 2, 3, 3], expected [O, C, R, S] for C=3");
    fails(
      () => conv2d(x, zeros([4, 1, 3, 3]), null, { groups: 3 }),
      ShapeError,
      "conv2d: w is [4, 1, 3, 3], expected [O, C / 3, R, S] for C=3 and 3 groups that divide C and O",
    );
    fails(() => conv2d(zeros([2, 0, 8, 8]), zeros([4, 0, 3, 3])), ShapeError, "none of them 0");
    fails(() => conv2d(x, w, zeros([3])), ShapeError, "conv2d: bias is [3], expected [O=4]");
    fails(
      () => conv2d(zeros([2, 3, 2, 8]), w),
      ShapeError,
      "conv2d: the filter spans 3 of the padded input's height 2, expected at most that; pad more",
    );
    fails(() => conv2d(x, zeros([4, 3, 3, 3], "int32")), DTypeError, "conv2d: w is int32, expected float32");
    fails(
      () => conv2d(x, w, null, { stride: 0 }),
      ValueError,
      "conv2d: stride is 0, expected a whole number from 1 on",
    );
    fails(() => conv2d(x, w, null, { padding: -1 }), ValueError, "conv2d: padding is -1");
    fails(() => conv2d(x, w, null, { padding: "full" as "same" }), ValueError, 'conv2d: padding is "full", expected');
    fails(() => conv2d(x, w, null, { dilation: [1, 0.5] }), ValueError, "conv2d: dilation is 0.5");
    fails(() => conv2d(x, w, null, { activation: "tanh" as "relu" }), ValueError, "conv2d: activation is tanh");
  });
});
