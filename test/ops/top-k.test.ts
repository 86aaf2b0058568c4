import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { mul, slice, sort, sum, topK } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { randomTensor } from "../helpers/random.ts";

describe("topK", () => {
  test("works by hand", () => {
    const x = tensor([
      [3, 1, 2, 5],
      [-1, 5, -7, 5],
    ]);
    const { values, indices } = topK(x, 2);
    expect(values.toArray()).toEqual([
      [5, 3],
      [5, 5],
    ]);
    expect(indices.toArray()).toEqual([
      [3, 0],
      [1, 3],
    ]);
    expect(topK(x, 1, 0, { largest: false }).values.toArray()).toEqual([[-1, 1, -7, 5]]);
    expect(topK(x, 3, 1, { sorted: false }).indices.toArray()).toEqual([
      [3, 0, 2],
      [1, 3, 0],
    ]);
    expect(topK(tensor([NaN, 1, 2, NaN]), 3).indices.toArray()).toEqual([0, 3, 2]);
    expect(topK(tensor(Int32Array.of(3, -(2 ** 31), 2 ** 31 - 1)), 2).values.toArray()).toEqual([2 ** 31 - 1, 3]);
  });

  test.each([
    [[9], 0],
    [[4, 100], 1],
    [[100, 4], 0],
    [[2, 50, 3], 1],
    [[70_000], 0],
  ] as const)("is the beginning of sort for %j along %j", (shape, axis) => {
    const V: number = shape[axis]!;
    // Many equals, in an order that inserts often.
    const x = tensor(
      randomTensor(...shape).data.map((v, i) => Math.round(20 * v) + (i >> 3)),
      shape,
    );
    for (const largest of [true, false]) {
      const sorted = sort(x, axis, { descending: largest });
      for (const k of [0, 1, 2, 31, 32, 33, 40, V].filter((k) => k <= V)) {
        const { values, indices } = topK(x, k, axis, { largest });
        const part = shape.map((_, i) => (i === axis ? ([0, k] as const) : null));
        expect(values.shape).toEqual(shape.map((n, i) => (i === axis ? k : n)));
        expect(values.data).toEqual(slice(sorted.values, part).data);
        expect(indices.data).toEqual(slice(sorted.indices, part).data);
      }
    }
  });

  test("sends gradients to the chosen ones", () => {
    const x = variable(
      tensor([
        [3, 1],
        [2, 8],
        [5, 7],
      ]),
    );
    const weights = tensor([
      [10, 20],
      [30, 40],
    ]);
    const dx = gradients(sum(mul(topK(x, 2, 0).values, weights))).get(x)!;
    expect(dx.toArray()).toEqual([
      [30, 0],
      [0, 20],
      [10, 40],
    ]);
    const none = variable(tensor([1, 2]));
    expect(
      gradients(sum(topK(none, 0).values))
        .get(none)!
        .toArray(),
    ).toEqual([0, 0]);
  });

  test("says what it cannot do", () => {
    expect(() => topK(zeros([2, 3]), 1, 2)).toThrow(ShapeError);
    for (const k of [-1, 4, 1.5, NaN]) {
      expect(() => topK(zeros([2, 3]), k)).toThrow(ValueError);
      expect(() => topK(zeros([2, 3]), k)).toThrow(`topK: k is ${k}, expected a whole number from 0 to 3`);
    }
  });

  test("leaves only its results", () => {
    for (const axis of [0, 1]) {
      const x = randomTensor(50, 60);
      const before = memoryStats();
      for (const k of [3, 40]) {
        const v = variable(x.view(x.shape));
        const { values, indices } = topK(v, k, axis);
        const loss = sum(values);
        for (const t of [v, values, indices, loss, ...gradients(loss).values()]) t.dispose();
      }
      const { live, blocks } = memoryStats();
      expect({ live, blocks }).toEqual({ live: before.live, blocks: before.blocks });
    }
  });
});
