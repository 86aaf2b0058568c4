import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError } from "../../src/base/errors.ts";
import { add, matmul, type MatmulOptions, reshape, sum, transpose } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { broadcastShapes, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import { launchesOf } from "../helpers/kernels.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

const KINDS: readonly (readonly [string, MatmulOptions])[] = [
  ["NN", {}],
  ["NT", { transposeB: true }],
  ["TN", { transposeA: true }],
  ["TT", { transposeA: true, transposeB: true }],
];

/** Operands whose product is [M, N], stored as the options say. */
function operands(M: number, K: number, N: number, { transposeA, transposeB }: MatmulOptions): [Tensor, Tensor] {
  return [transposeA ? randomTensor(K, M) : randomTensor(M, K), transposeB ? randomTensor(N, K) : randomTensor(K, N)];
}

/** `y[m, n] = Σk a[m, k] b[k, n]`, in float64. */
function reference(a: Tensor, b: Tensor, M: number, K: number, N: number, options: MatmulOptions): Float64Array {
  const [as, bs] = [a.data, b.data];
  const [am, ak] = options.transposeA ? [1, M] : [K, 1];
  const [bk, bn] = options.transposeB ? [1, K] : [N, 1];
  return Float64Array.from({ length: M * N }, (_, i) => {
    const m = Math.floor(i / N);
    const n = i % N;
    let total = 0;
    for (let k = 0; k < K; k++) total += as[m * am + k * ak]! * bs[k * bk + n * bn]!;
    return total;
  });
}

/** The matrix that stands at index `l` of the leading axes. */
function matrixAt(t: Tensor, l: number): Tensor {
  const [rows, cols] = t.shape.slice(-2) as [number, number];
  return t.view([rows, cols], l * rows * cols);
}

describe("matmul", () => {
  test("multiplies by hand", () => {
    const [a, b] = [
      tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      tensor([
        [1, 0],
        [0, 1],
        [2, -1],
      ]),
    ];
    const wanted = [
      [7, -1],
      [16, -1],
    ];
    expect(matmul(a, b).toArray()).toEqual(wanted);
    expect(matmul(transpose(a), b, { transposeA: true }).toArray()).toEqual(wanted);
    expect(matmul(a, transpose(b), { transposeB: true }).toArray()).toEqual(wanted);
    expect(matmul(transpose(a), transpose(b), { transposeA: true, transposeB: true }).toArray()).toEqual(wanted);
  });

  // Both sides of every kernel's block, and of the choice between kernels.
  describe.each(KINDS)("%s", (_, options) => {
    test.each([
      [1, 1, 1],
      [1, 9, 5],
      [5, 9, 1],
      [3, 1, 4],
      [40, 1, 37],
      [31, 17, 9],
      [33, 257, 12],
      [70, 19, 33],
      [40, 8, 1],
    ])("agrees with the reference for [%i, %i]·[…, %i]", (M, K, N) => {
      const [a, b] = operands(M, K, N, options);
      const y = matmul(a, b, options);
      expect(y.shape).toEqual([M, N]);
      expectClose(y.data, reference(a, b, M, K, N, options), 1e-6 * Math.sqrt(K));
    });

    test.each([
      [3, 4, 5],
      [1, 4, 3],
      [4, 3, 1],
      [35, 2, 3],
    ])("has the right gradients for [%i, %i]·[…, %i]", (M, K, N) => {
      expect(gradcheck((a, b) => matmul(a, b, options), operands(M, K, N, options))).toBeLessThan(1e-2);
    });

    test("gives zeros where there is nothing to sum, and nothing where there is nothing", () => {
      const [a, b] = operands(2, 0, 3, options);
      expect(Array.from(matmul(a, b, options).data)).toEqual([0, 0, 0, 0, 0, 0]);
      expect(matmul(...operands(0, 2, 3, options), options).shape).toEqual([0, 3]);
      expect(matmul(...operands(3, 2, 0, options), options).shape).toEqual([3, 0]);
    });
  });

  test("takes vectors as rows and columns, and leaves their axis out", () => {
    const [v, w, m] = [tensor([1, 2]), tensor([3, 4]), tensor([[1, 2, 3], [4, 5, 6]])]; // prettier-ignore
    expect(matmul(v, w).toArray()).toBe(11);
    expect(matmul(v, m).toArray()).toEqual([9, 12, 15]);
    expect(matmul(v, m, { transposeA: true }).toArray()).toEqual([9, 12, 15]);
    expect(matmul(m, tensor([1, 0, -1])).toArray()).toEqual([-2, -2]);
    expect(matmul(m, w, { transposeA: true, transposeB: true }).toArray()).toEqual([19, 26, 33]);
    expect(matmul(m, v, { transposeA: true }).toArray()).toEqual([9, 12, 15]);
    expect(matmul(v, transpose(m), { transposeB: true }).toArray()).toEqual([9, 12, 15]);
    expect(matmul(zeros([0]), zeros([0])).toArray()).toBe(0);
  });

  test("has the right gradients for vectors", () => {
    for (const [a, b, options] of [
      [[5], [5], {}],
      [[5], [5, 3], {}],
      [[5], [3, 5], { transposeB: true }],
      [[4, 5], [5], {}],
      [[5, 4], [5], { transposeA: true }],
      [[40, 3], [3], {}],
    ] as const) {
      expect(gradcheck((x, y) => matmul(x, y, options), [randomTensor(...a), randomTensor(...b)])).toBeLessThan(1e-2);
    }
  });

  test("computes no gradient that nobody wants", () => {
    const a = variable(randomTensor(40, 6));
    expect([...gradients(sum(matmul(a, randomTensor(6, 50)))).keys()]).toEqual([a]);
  });

  test("leaves nothing behind", () => {
    expectNoLeaks((a, b) => matmul(a!, b!), [randomTensor(40, 6), randomTensor(6, 50)]);
    expectNoLeaks((a, b) => matmul(a!, b!), [randomTensor(6), randomTensor(6, 5)]);
    expectNoLeaks((a, b) => matmul(a!, b!), [randomTensor(0, 6), randomTensor(6, 5)]);
  });

  describe("of leading axes", () => {
    // Equal, repeated on either side, in several runs, more than three runs; few and many rows; one matrix on either side.
    const LEADS = [
      [[6], [6]],
      [[2, 3], [3]],
      [
        [2, 1, 3],
        [4, 1],
      ],
      [[], [5]],
      [[5], []],
      [[1], [2, 1]],
      [
        [2, 1, 2, 1],
        [1, 2, 1, 2],
      ],
    ] as const;

    test.each(LEADS)("multiplies each pair of %j and %j", (leadA, leadB) => {
      for (const [, options] of KINDS) {
        for (const [M, K, N] of [
          [1, 5, 3],
          [4, 3, 1],
          [35, 7, 9],
          [520, 2, 3],
        ] as const) {
          const a = randomTensor(...leadA, ...(options.transposeA ? [K, M] : [M, K]));
          const b = randomTensor(...leadB, ...(options.transposeB ? [N, K] : [K, N]));
          const y = matmul(a, b, options);
          const lead = broadcastShapes("test", leadA, leadB);
          expect(y.shape).toEqual([...lead, M, N]);
          const wide = (x: Tensor) => add(x, zeros([...lead, ...x.shape.slice(-2)]));
          const [as, bs] = [wide(a), wide(b)];
          for (let l = 0; l < sizeOf(lead); l++) {
            const expected = reference(matrixAt(as, l), matrixAt(bs, l), M, K, N, options);
            expectClose(matrixAt(y, l).data, expected, 1e-6 * Math.sqrt(K), `${M}×${K}×${N}, ${l}`);
          }
        }
      }
    });

    test.each(LEADS)("has the right gradients for %j and %j", (leadA, leadB) => {
      for (const [, options] of KINDS) {
        const a = randomTensor(...leadA, ...(options.transposeA ? [3, 2] : [2, 3]));
        const b = randomTensor(...leadB, ...(options.transposeB ? [4, 3] : [3, 4]));
        expect(gradcheck((x, y) => matmul(x, y, options), [a, b])).toBeLessThan(1e-2);
      }
    });

    test.each([
      [[5], [2, 5, 3], {}, [2, 3]],
      [[5], [2, 3, 5], { transposeB: true }, [2, 3]],
      [[2, 4, 5], [5], {}, [2, 4]],
      [[2, 5, 4], [5], { transposeA: true }, [2, 4]],
    ] as const)("takes vectors, %j and %j", (a, b, options, shape) => {
      const [x, y] = [randomTensor(...a), randomTensor(...b)];
      const product = matmul(x, y, options);
      expect(product.shape).toEqual(shape);
      const wide = matmul(a.length === 1 ? reshape(x, [1, 5]) : x, b.length === 1 ? reshape(y, [5, 1]) : y, options);
      expectClose(product.data, wide.data, 1e-6);
      expect(gradcheck((p, q) => matmul(p, q, options), [x, y])).toBeLessThan(1e-2);
    });

    test("is one launch for many small products, and one product for one matrix", () => {
      const [many, one] = [randomTensor(64, 8, 8), randomTensor(8, 8)];
      expect(launchesOf(() => matmul(many, many)).map(({ kernel }) => kernel)).toEqual(["gemm_batches"]);
      expect(launchesOf(() => matmul(many, one)).map(({ kernel }) => kernel)).toEqual(["gemm_pack", "gemm_tiles"]);
    });

    test("gives nothing where there is nothing, and zeros where there is nothing to sum", () => {
      expect(matmul(zeros([0, 2, 3]), zeros([3, 4])).shape).toEqual([0, 2, 4]);
      expect(matmul(zeros([0, 2, 3]), zeros([1, 3, 4])).shape).toEqual([0, 2, 4]);
      expect(matmul(zeros([2, 0, 3]), zeros([2, 3, 4])).shape).toEqual([2, 0, 4]);
      expect(Array.from(matmul(ones([2, 1, 0]), ones([2, 0, 2])).data)).toEqual([0, 0, 0, 0]);
      const [a, b] = [variable(zeros([0, 2, 3])), variable(ones([3, 4]))];
      expect(gradients(sum(matmul(a, b))).get(b)!.data).toEqual(new Float32Array(12));
    });

    test("leaves nothing behind", () => {
      expectNoLeaks((a, b) => matmul(a!, b!), [randomTensor(3, 4, 6), randomTensor(3, 6, 5)]);
      expectNoLeaks((a, b) => matmul(a!, b!), [randomTensor(2, 1, 2, 1, 3, 4), randomTensor(1, 2, 1, 2, 4, 5)]);
      expectNoLeaks((a, b) => matmul(a!, b!), [randomTensor(2, 600, 2), randomTensor(2, 2, 3)]);
    });
  });

  test("says what does not fit", () => {
    expect(() => matmul(ones([2, 3]), ones([4, 5]))).toThrow(ShapeError);
    expect(() => matmul(ones([2, 3]), ones([4, 5]))).toThrow("matmul: b is [4, 5], expected [..., K=3, N]");
    expect(() => matmul(ones([2, 3]), ones([4, 5]), { transposeB: true })).toThrow(
      "matmul: b is [4, 5], expected [..., N, K=3]",
    );
    expect(() => matmul(ones([2, 3]), ones([4]))).toThrow("matmul: b is [4], expected [K=3]");
    expect(() => matmul(ones([2, 3, 4]), ones([3]))).toThrow("matmul: b is [3], expected [K=4]");
    expect(() => matmul(ones([2, 3, 4]), ones([3, 4, 5]))).toThrow(
      "matmul: b is [3, 4, 5], expected leading axes that broadcast with those of a's [2, 3, 4]: sizes equal or 1",
    );
    expect(() => matmul(ones([]), ones([4]))).toThrow("matmul: a is [], expected [..., M, K]");
    expect(() => matmul(ones([4]), ones([]))).toThrow("matmul: b is [], expected [..., K=4, N]");
    expect(() => matmul(ones([2, 3], "int32"), ones([3, 2]))).toThrow(DTypeError);
    expect(() => matmul(ones([2, 3]), ones([3, 2], "int32"))).toThrow("matmul: b is int32, expected float32");
  });
});
