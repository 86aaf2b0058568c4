import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import {
  type AttentionOptions,
  dropout,
  matmul,
  mul,
  scaledDotProductAttention as attention,
  sequenceMask,
  sum,
  where,
} from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { Generator } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNothingMade } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";
import { bitsOf } from "../helpers/replay.ts";

const operands = (): [Tensor, Tensor, Tensor] => [randomTensor(2, 3, 4), randomTensor(2, 5, 4), randomTensor(2, 5, 6)];
const words = (values: readonly number[], ...shape: number[]): Tensor => tensor(Int32Array.from(values), shape);

/** Attention of one matrix in float64; `visible` adds to the scores. */
function reference(q: Tensor, k: Tensor, v: Tensor, scale: number, added: (t: number, s: number) => number): number[] {
  const [T, D] = q.shape as [number, number];
  const [S, E] = v.shape as [number, number];
  const [qs, ks, vs] = [q.data, k.data, v.data];
  return Array.from({ length: T }, (_, t) => {
    const scores = Array.from({ length: S }, (_, s) => {
      let dot = 0;
      for (let d = 0; d < D; d++) dot += qs[t * D + d]! * ks[s * D + d]!;
      return dot * scale + added(t, s);
    });
    const top = Math.max(...scores);
    const powers = scores.map((x) => Math.exp(x - top));
    const total = powers.reduce((a, b) => a + b, 0);
    return Array.from({ length: E }, (_, e) => powers.reduce((a, p, s) => a + (p / total) * vs[s * E + e]!, 0));
  }).flat();
}

describe("scaledDotProductAttention", () => {
  test("works by hand", () => {
    const key = tensor([[1, 0], [0, 1]]); // prettier-ignore
    // Scores 0 and ln 3: weights ¼ and ¾.
    const query = tensor([[0, Math.log(3)]]);
    expectClose(attention(query, key, tensor([[4], [8]]), { scale: 1 }).data, [7], 1e-6);
    expectClose(attention(tensor([[0, 0]]), key, tensor([[4], [8]])).data, [6], 1e-6);
  });

  test.each([
    [1, 1, 1, 1],
    [5, 9, 3, 7],
    [40, 33, 16, 5],
    [64, 70, 32, 32],
  ])("agrees with the reference for T = %i, S = %i, D = %i, E = %i", (T, S, D, E) => {
    const [q, k, v] = [randomTensor(T, D), randomTensor(S, D), randomTensor(S, E)];
    const scale = 1 / Math.sqrt(D);
    const added = randomTensor(T, S);
    const isSeen = Array.from({ length: S }, (_, s) => Number(s % 3 !== 1));
    const cases: [AttentionOptions, number, (t: number, s: number) => number][] = [
      [{}, scale, () => 0],
      [{ scale: 3 }, 3, () => 0],
      [{ causal: true }, scale, (t, s) => (s > t ? -Infinity : 0)],
      [{ mask: added }, scale, (t, s) => added.data[t * S + s]!],
      [{ mask: words(isSeen, S), causal: true }, scale, (t, s) => (s > t || isSeen[s] === 0 ? -Infinity : 0)],
    ];
    for (const [options, factor, visible] of cases) {
      expectClose(attention(q, k, v, options).data, reference(q, k, v, factor, visible), 2e-6);
    }
  });

  test("repeats leading axes, of the mask too", () => {
    const [q, k, v] = [randomTensor(2, 3, 4, 5), randomTensor(3, 6, 5), randomTensor(2, 1, 6, 2)];
    const lengths = words([4, 6], 2, 1, 1);
    const y = attention(q, k, v, { mask: sequenceMask(lengths, 6) });
    expect(y.shape).toEqual([2, 3, 4, 2]);
    const part = (t: Tensor, i: number, n: number, m: number) =>
      tensor(t.data.slice(i * n * m, (i + 1) * n * m), [n, m]);
    for (const b of [0, 1]) {
      for (const a of [0, 1, 2]) {
        const operands = [part(q, 3 * b + a, 4, 5), part(k, a, 6, 5), part(v, b, 6, 2)] as const;
        const visible = (_: number, s: number) => (s < [4, 6][b]! ? 0 : -Infinity);
        expectClose(part(y, 3 * b + a, 4, 2).data, reference(...operands, 1 / Math.sqrt(5), visible), 2e-6);
      }
    }
  });

  test("has the right gradients, of a float32 mask too", () => {
    const mask = randomTensor(3, 5);
    const hidden = words([1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 3, 5);
    const checks: ((q: Tensor, k: Tensor, v: Tensor, m: Tensor) => Tensor)[] = [
      (q, k, v) => attention(q, k, v),
      (q, k, v) => attention(q, k, v, { causal: true, scale: 0.7 }),
      (q, k, v) => attention(q, k, v, { mask: hidden }),
      (q, k, v, m) => attention(q, k, v, { mask: m, causal: true }),
    ];
    for (const f of checks) {
      expect(gradcheck((q, k, v, m) => f(q!, k!, v!, m!), [...operands(), mask])).toBeLessThan(1e-2);
    }
    const wide = [randomTensor(3, 4), randomTensor(2, 5, 4), randomTensor(2, 1, 5, 2), randomTensor(2, 1, 1, 5)];
    expect(gradcheck((q, k, v) => attention(q!, k!, v!), wide.slice(0, 3))).toBeLessThan(1e-2);
    expect(
      gradcheck((q, k, v, m) => attention(q!, k!, v!, { mask: m! }), [randomTensor(2, 2, 3, 4), ...wide.slice(1)]),
    ).toBeLessThan(1e-2);
    expect(
      gradcheck(
        (q, k) => {
          let weights: Tensor;
          attention(q!, k!, zeros([5, 1]), { causal: true, onWeights: (w) => (weights = w) });
          return weights!;
        },
        [randomTensor(3, 4), randomTensor(5, 4)],
      ),
    ).toBeLessThan(1e-2);
  });

  test("gives 0, and no gradient, to a query that sees nothing; NaN stays visible", () => {
    const mask = words([0, 0, 0, 0, 0, 1, 0, 1, 0, 1], 2, 5);
    const [q, k, v] = [randomTensor(2, 4), randomTensor(5, 4), randomTensor(5, 3)].map(variable) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    const y = attention(q, k, v, { mask });
    expect([...y.data.slice(0, 3)]).toEqual([0, 0, 0]);
    expect(y.data.slice(3).every((value) => value !== 0)).toBe(true);
    const grads = gradients(sum(mul(y, y)));
    expect([...grads.get(q)!.data.slice(0, 4)].every((value) => value === 0)).toBe(true);
    for (const x of [q, k, v]) expect(grads.get(x)!.data.every(Number.isFinite)).toBe(true);
    const broken = attention(tensor([[NaN, 0, 0, 0]]), k, v, { mask: words([0, 1, 0, 0, 1], 5) });
    expect([...broken.data].every(Number.isNaN)).toBe(true);
    expect(attention(ones([2, 3]), ones([0, 3]), ones([0, 4])).toArray()).toEqual([[0, 0, 0, 0], [0, 0, 0, 0]]); // prettier-ignore
  });

  test("changes no bit of the past, whatever comes, and none for hidden keys", () => {
    const [q, k, v] = [randomTensor(4, 8), randomTensor(4, 8), randomTensor(4, 8)];
    const past = words([1, 1, 1, 0], 4, 1);
    const [later, huge] = [where(past, k, 1e30), where(past, v, -1e30)];
    const first = (t: Tensor) => bitsOf(t).slice(0, 24);
    expect(first(attention(q, later, huge, { causal: true }))).toEqual(first(attention(q, k, v, { causal: true })));
    const mask = words([1, 1, 1, 0], 4);
    expect(bitsOf(attention(q, later, huge, { mask }))).toEqual(bitsOf(attention(q, k, v, { mask })));
  });

  test("drops weights, and hands them out as they were used", () => {
    const [q, k, v] = operands();
    let whole: Tensor;
    let dropped: Tensor;
    attention(q, k, v, { onWeights: (w) => (whole = w) });
    const y = attention(q, k, v, { dropout: 0.4, generator: new Generator(5), onWeights: (w) => (dropped = w) });
    expect(dropped!.data).toEqual(dropout(whole!, 0.4, { generator: new Generator(5) }).data);
    expect(dropped!.data).toContain(0);
    expect(y.data).toEqual(matmul(dropped!, v).data);
    expect(attention(q, k, v, { dropout: 1 }).data.every((value) => value === 0)).toBe(true);
  });

  test("takes empty operands", () => {
    expect(attention(zeros([0, 3, 4]), zeros([0, 5, 4]), zeros([0, 5, 2])).shape).toEqual([0, 3, 2]);
    expect(attention(zeros([0, 4]), zeros([5, 4]), zeros([5, 2])).shape).toEqual([0, 2]);
    expect(attention(zeros([3, 0]), zeros([2, 0]), tensor([[2], [4]])).toArray()).toEqual([[3], [3], [3]]); // prettier-ignore
    expect(gradcheck((q, k, v) => attention(q!, k!, v!), [zeros([2, 3]), zeros([0, 3]), zeros([0, 4])])).toBe(0);
  });

  test("leaves nothing behind", () => {
    const [q, k, v] = operands();
    const mask = words([1, 0, 1, 1, 1], 5);
    using generator = new Generator(1);
    expectNothingMade(() => attention(q, k, v, { mask, dropout: 0.5, generator }));
    expectNothingMade(() => scope(() => attention(q, k, v, { onWeights: () => undefined })));
  });

  test("says what does not fit", () => {
    const [q, k, v] = operands();
    const op = "scaledDotProductAttention";
    const errors: [() => unknown, new (message: string) => Error, string][] = [
      [() => attention(ones([4]), k, v), ShapeError, `${op}: query is [4], expected [..., T, D]`],
      [() => attention(q, ones([5, 3]), v), ShapeError, `${op}: key is [5, 3], expected [..., S, D=4]`],
      [() => attention(q, k, ones([4, 6])), ShapeError, `${op}: value is [4, 6], expected [..., S=5, E]`],
      [() => attention(q, ones([3, 5, 4]), v), ShapeError, `${op}, leading axes: key is [3], expected`],
      [() => attention(q, k, ones([3, 5, 4])), ShapeError, `${op}, leading axes: value is [3], expected`],
      [
        () => attention(q, k, v, { mask: ones([2, 5]) }),
        ShapeError,
        `${op}: mask is [2, 5], expected a shape that broadcasts to [2, 3, 5]`,
      ],
      [() => attention(q, k, v, { mask: ones([1, 1, 1, 5]) }), ShapeError, `${op}: mask is [1, 1, 1, 5], expected`],
      [() => attention(ones([2, 3, 4], "int32"), k, v), DTypeError, `${op}: query is int32, expected float32`],
      [() => attention(q, k, ones([2, 5, 6], "int32")), DTypeError, `${op}: value is int32, expected float32`],
      [() => attention(q, k, v, { dropout: 1.5 }), ValueError, `${op}: dropout is 1.5, expected a number from 0 to 1`],
      [() => attention(q, k, v, { scale: NaN }), ValueError, `${op}: scale is NaN, expected a finite number`],
    ];
    for (const [call, kind, message] of errors) {
      expect(call).toThrow(message);
      expect(call).toThrow(kind);
    }
  });
});
