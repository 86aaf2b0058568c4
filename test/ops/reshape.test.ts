import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { reshape, sum } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { randomTensor } from "../helpers/random.ts";

describe("reshape", () => {
  test("works by hand", () => {
    const x = tensor([1, 2, 3, 4, 5, 6]);
    expect(reshape(x, [2, 3]).toArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(reshape(x, [3, -1]).shape).toEqual([3, 2]);
    expect(reshape(x, [-1]).shape).toEqual([6]);
    expect(reshape(tensor(7), [1, 1]).toArray()).toEqual([[7]]);
    expect(reshape(tensor([[7]]), []).toArray()).toBe(7);
    expect(reshape(zeros([2, 0]), [0, 5]).shape).toEqual([0, 5]);
    expect(reshape(zeros([2, 0]), [3, -1]).shape).toEqual([3, 0]);
    expect(reshape(tensor(Int32Array.of(1, 2)), [2, 1]).dtype).toBe("int32");
  });

  test("has the right gradients", () => {
    gradcheck((x) => reshape(x, [3, -1]), [randomTensor(2, 3)]);
  });

  test("shares memory, which lives as long as one of both", () => {
    const before = memoryStats();
    const x = tensor([1, 2, 3, 4]);
    const y = reshape(x, [2, 2]);
    expect(memoryStats().blocks).toBe(before.blocks + 1);
    x.dispose();
    expect(y.data).toEqual(Float32Array.of(1, 2, 3, 4));
    y.dispose();
    expect(memoryStats().blocks).toBe(before.blocks);
  });

  test("leaves nothing behind in gradients", () => {
    const before = memoryStats();
    const x = variable(tensor([1, 2, 3, 4]));
    const y = reshape(x, [2, 2]);
    const loss = sum(y);
    for (const t of [...gradients(loss).values(), x, y, loss]) t.dispose();
    expect(memoryStats().live).toBe(before.live);
  });

  test("keeps its shape when the caller changes the array", () => {
    const shape = [2, 3];
    const y = reshape(zeros([6]), shape);
    shape[0] = 99;
    expect(y.shape).toEqual([2, 3]);
  });

  test.each([[[4]], [[2, -1, -1]], [[4, -1]], [[-2, -3]], [[1.5, 4]], [[0, -1]], [[NaN, 6]]])(
    "refuses %j for six numbers",
    (shape) => {
      const call = () => reshape(zeros([6]), shape);
      expect(call).toThrow(ShapeError);
      expect(call).toThrow(`reshape: shape is [${shape.join(", ")}], expected 6 elements like x's [6]`);
    },
  );
});
