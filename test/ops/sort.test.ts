import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { mul, sort, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { noise, randomTensor } from "../helpers/random.ts";
import { groupsOf } from "../helpers/reference.ts";

const SHAPES = [
  [[1], 0],
  [[7], 0],
  [[5, 32], 1],
  [[5, 33], 1],
  [[3, 300], -1],
  [[300, 3], 0],
  [[2, 40, 5], 1],
  [[70_000], 0],
  [[2, 66_000], 1],
  [[0, 3], 1],
  [[3, 0], 1],
  [[3, 0], 0],
] as const;

/** Where the numbers stand in ascending order, NaN last, equals in theirs; or the reverse of the order. */
function orderOf(values: readonly number[], descending: boolean): number[] {
  const rank = (v: number) => (Number.isNaN(v) ? [1, 0] : [0, v]) as [number, number];
  return [...values.keys()].sort((i, j) => {
    const [a, b] = [rank(values[i]!), rank(values[j]!)];
    const difference = a[0] !== b[0] ? a[0] - b[0] : a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1;
    return descending ? -difference : difference;
  });
}

describe("sort", () => {
  test("works by hand", () => {
    const x = tensor([
      [3, 1, 2],
      [-1, 5, -7],
    ]);
    const { values, indices } = sort(x);
    expect(values.toArray()).toEqual([
      [1, 2, 3],
      [-7, -1, 5],
    ]);
    expect(indices.toArray()).toEqual([
      [1, 2, 0],
      [2, 0, 1],
    ]);
    expect(indices.dtype).toBe("int32");
    expect(sort(x, 0, { descending: true }).values.toArray()).toEqual([
      [3, 5, 2],
      [-1, 1, -7],
    ]);
  });

  test.each(SHAPES)("agrees with JavaScript for %j along %j", (shape, axis) => {
    const x = randomTensor(...shape);
    // With many equals, zeros of both signs, NaN and infinities.
    const strange = [NaN, -0, 0, Infinity, -Infinity, 1e-40, -1e-40, 1, -1, -NaN];
    const mixed = x.data.map((v) => (v > 0 ? v : strange[Math.floor(-v * 10)]!));
    const ints = Int32Array.from(x.data, (v) => (v > 0 ? v * 2 ** 31 : Math.round(5 * v)));
    for (const t of [x, tensor(mixed, shape), tensor(ints, shape)]) {
      for (const descending of [false, true]) {
        const { values, indices } = sort(t, axis, { descending });
        const [data, got, at] = [t.data, values.data, indices.data];
        expect([values.dtype, values.shape, indices.shape]).toEqual([t.dtype, shape, shape]);
        for (const group of groupsOf(shape, [axis])) {
          const order = orderOf(
            group.map((i) => data[i]!),
            descending,
          );
          expect(group.map((i) => at[i])).toEqual(order);
          expect(group.map((i) => got[i])).toEqual(order.map((i) => data[group[i]!]));
        }
      }
    }
  });

  test("takes NaN of either sign for the largest", () => {
    const words = Uint32Array.of(0xffc00000, 0x3f800000, 0x7fc00001, 0x7f800000);
    const x = tensor(new Float32Array(words.buffer));
    expect(sort(x).indices.toArray()).toEqual([1, 3, 0, 2]);
    expect(sort(x, 0, { descending: true }).indices.toArray()).toEqual([0, 2, 3, 1]);
  });

  test.each([
    [[7], 0],
    [[3, 40], 1],
    [[40, 3], 0],
    [[2, 3, 4], 1],
  ] as const)("sends gradients back for %j along %j", (shape, axis) => {
    const x = variable(randomTensor(...shape));
    const weights = randomTensor(...shape);
    const { values, indices } = sort(x, axis, { descending: true });
    const dx = gradients(sum(mul(values, weights))).get(x)!.data;
    const expected = new Float32Array(dx.length);
    const at = indices.data;
    for (const group of groupsOf(shape, [axis])) for (const i of group) expected[group[at[i]!]!] = weights.data[i]!;
    expect(dx).toEqual(expected);
  });

  test("says which axes there are", () => {
    expect(() => sort(zeros([2, 3]), 2)).toThrow(ShapeError);
    expect(() => sort(zeros([2, 3]), 2)).toThrow("sort: axis is 2, expected a whole number from -2 to 1");
    expect(() => sort(tensor(1))).toThrow("sort: axis is -1, expected none, as the tensor has no axes");
  });

  test.each(SHAPES)("leaves only its results for %j along %j", (shape, axis) => {
    for (const x of [randomTensor(...shape), zeros(shape, "int32")]) {
      const before = memoryStats();
      for (const descending of [false, true]) {
        const { values, indices } = sort(x, axis, { descending });
        values.dispose();
        indices.dispose();
      }
      if (x.dtype === "float32") {
        const v = variable(x.view(x.shape));
        const { values, indices } = sort(v, axis);
        const loss = sum(values);
        for (const t of [v, values, indices, loss, ...gradients(loss).values()]) t.dispose();
      }
      const { live, blocks } = memoryStats();
      expect({ live, blocks }).toEqual({ live: before.live, blocks: before.blocks });
    }
  });

  test("sorts what has a pattern", () => {
    const n = 1000;
    for (const f of [(i: number) => i, (i: number) => -i, () => 7, (i: number) => i % 3, () => Math.round(noise())]) {
      const values = Array.from({ length: n }, (_, i) => f(i));
      expect(sort(tensor(values)).indices.toArray()).toEqual(orderOf(values, false));
    }
  });
});
