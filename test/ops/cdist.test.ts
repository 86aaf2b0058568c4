import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { cdist, sum } from "../../src/ops/index.ts";
import { full, ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { apart } from "../helpers/layer-contract.ts";
import { randomTensor } from "../helpers/random.ts";

/** ‖a − b‖ₚ in float64. */
function norm(a: ArrayLike<number>, b: ArrayLike<number>, p: number): number {
  const differences = Array.from(a, (v, d) => Math.abs(v - b[d]!));
  return p === Infinity ? Math.max(0, ...differences) : differences.reduce((s, d) => s + d ** p, 0) ** (1 / p);
}

describe.each([1, 2, Infinity])("cdist, p = %d", (p) => {
  test.each([
    [1, 1, 1],
    [3, 9, 4],
    [33, 17, 5],
    [10, 1, 70],
  ])("agrees with the reference for %i and %i rows of %i numbers", (M, N, D) => {
    const [a, b] = [randomTensor(M, D), randomTensor(N, D)];
    const y = cdist(a, b, p);
    expect(y.shape).toEqual([M, N]);
    const row = (t: typeof a, i: number) => t.view([D], i * D).data;
    const expected = Array.from(y.data, (_, i) => norm(row(a, Math.floor(i / N)), row(b, i % N), p));
    expectClose(y.data, expected, 1e-6);
  });

  test("repeats leading axes", () => {
    const [a, b] = [randomTensor(3, 1, 4, 5), randomTensor(2, 6, 5)];
    const y = cdist(a, b, p);
    expect(y.shape).toEqual([3, 2, 4, 6]);
    for (let i = 0; i < 6; i++) {
      const [x, z] = [a.view([4, 5], Math.floor(i / 2) * 20), b.view([6, 5], (i % 2) * 30)];
      expect(y.view([4, 6], i * 24).data).toEqual(cdist(x, z, p).data);
    }
  });

  test("has the right gradients, and leaves nothing behind", () => {
    // Apart from each other, and so are their differences from 0 and from each other.
    const places = (n: number, from: number) => tensor(Float32Array.from({ length: n * 3 }, (_, i) => from + Math.sin(3 * i * i + from)), [n, 3]); // prettier-ignore
    const options = { epsilon: 1e-3 };
    expect(gradcheck((x, y) => cdist(x!, y!, p), [places(4, 0), places(2, 0.7)], options)).toBeLessThan(1e-2);
    const lead = (t: ReturnType<typeof places>) => t.view([1, ...t.shape]);
    expect(gradcheck((x, y) => cdist(x!, y!, p), [lead(places(2, 0)), apart([2, 3, 3])], options)).toBeLessThan(1e-2);
    expectNoLeaks((x, y) => cdist(x!, y!, p), [randomTensor(4, 3), randomTensor(2, 3)]);
    expectNoLeaks((x, y) => cdist(x!, y!, p), [randomTensor(2, 4, 3), randomTensor(2, 3)]);
  });

  test("is 0 for equal rows, and so is its gradient", () => {
    const [a, b] = [variable(full([2, 3], 0.1)), variable(full([1, 3], 0.1))];
    const y = cdist(a, b, p);
    expect(y.toArray()).toEqual([[0], [0]]);
    const grads = gradients(sum(y));
    expect(grads.get(a)!.data).toEqual(new Float32Array(6));
    expect(grads.get(b)!.data).toEqual(new Float32Array(3));
  });

  test("is exact for near points far from 0", () => {
    const [x, z] = [Math.fround(1000.001), 1000];
    expectClose(cdist(tensor([[x]]), tensor([[z]]), p).data, [x - z], 1e-7);
  });

  test("gives nothing for no rows, 0 for no numbers, NaN for NaN", () => {
    expect(cdist(zeros([0, 3]), zeros([2, 3]), p).shape).toEqual([0, 2]);
    expect(cdist(zeros([2, 3]), zeros([0, 3]), p).shape).toEqual([2, 0]);
    expect(cdist(zeros([2, 0]), zeros([2, 0]), p).toArray()).toEqual([[0, 0], [0, 0]]); // prettier-ignore
    expect(cdist(tensor([[0, Number.NaN]]), zeros([1, 2]), p).item()).toBeNaN();
    const a = variable(ones([2, 3]));
    expect(gradients(sum(cdist(a, zeros([0, 3]), p))).get(a)!.data).toEqual(new Float32Array(6));
  });
});

test("cdist says what does not fit", () => {
  expect(() => cdist(ones([2, 3]), ones([2, 4]))).toThrow(ShapeError);
  expect(() => cdist(ones([2, 3]), ones([2, 4]))).toThrow("cdist: b is [2, 4], expected [..., N, D=3]");
  expect(() => cdist(ones([3]), ones([2, 3]))).toThrow("cdist: a is [3], expected [..., M, D]");
  expect(() => cdist(ones([2, 2, 3]), ones([3, 2, 3]))).toThrow(
    "cdist: b is [3, 2, 3], expected leading axes that broadcast with those of a's [2, 2, 3]: sizes equal or 1",
  );
  expect(() => cdist(ones([2, 3], "int32"), ones([2, 3]))).toThrow(DTypeError);
  for (const p of [0, 3, -1, Number.NaN]) {
    expect(() => cdist(ones([2, 3]), ones([2, 3]), p)).toThrow(ValueError);
    expect(() => cdist(ones([2, 3]), ones([2, 3]), p)).toThrow(`cdist: p is ${p}, expected 1, 2 or Infinity`);
  }
});
