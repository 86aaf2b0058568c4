import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { squeeze, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { randomTensor } from "../helpers/random.ts";

describe("squeeze", () => {
  test("drops axes of size 1: all of them, or those that are named", () => {
    const x = ones([1, 3, 1, 2, 1]);
    expect(squeeze(x).shape).toEqual([3, 2]);
    expect(squeeze(x, 0).shape).toEqual([3, 1, 2, 1]);
    expect(squeeze(x, [-1, 2]).shape).toEqual([1, 3, 2]);
    expect(squeeze(x, []).shape).toEqual(x.shape);
    expect(squeeze(tensor([[7]])).toArray()).toBe(7);
    expect(squeeze(zeros([1, 0], "int32")).shape).toEqual([0]);
    expect(squeeze(tensor([[1, 2]])).toArray()).toEqual([1, 2]);
  });

  test("leaves larger axes alone, as PyTorch does", () => {
    expect(squeeze(ones([1, 3]), 1).shape).toEqual([1, 3]);
    expect(squeeze(ones([1, 3]), [0, 1]).shape).toEqual([3]);
  });

  test("shares memory", () => {
    const x = ones([1, 3]);
    expect(squeeze(x).address).toBe(x.address);
  });

  test("has the right gradients", () => {
    expect(gradcheck((x) => squeeze(x), [randomTensor(2, 1, 3)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind in gradients", () => {
    const before = memoryStats();
    const x = variable(ones([1, 4]));
    const y = squeeze(x);
    const loss = sum(y);
    for (const t of [...gradients(loss).values(), x, y, loss]) t.dispose();
    expect(memoryStats().live).toBe(before.live);
  });

  test("says which axes there are", () => {
    expect(() => squeeze(ones([1, 3]), 2)).toThrow(ShapeError);
    expect(() => squeeze(ones([1, 3]), [0, -2])).toThrow("squeeze: axes are [0, 0], expected each once");
  });
});
