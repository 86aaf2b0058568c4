import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { ShapeError } from "../../src/base/errors.ts";
import { sum, unsqueeze } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { randomTensor } from "../helpers/random.ts";

describe("unsqueeze", () => {
  test("adds an axis of size 1", () => {
    const x = ones([2, 3]);
    expect([0, 1, 2, -1, -2, -3].map((axis) => unsqueeze(x, axis).shape)).toEqual([
      [1, 2, 3],
      [2, 1, 3],
      [2, 3, 1],
      [2, 3, 1],
      [2, 1, 3],
      [1, 2, 3],
    ]);
    expect(unsqueeze(tensor(7), 0).toArray()).toEqual([7]);
    expect(unsqueeze(zeros([0], "int32"), 1).shape).toEqual([0, 1]);
    expect(unsqueeze(tensor([1, 2]), 1).toArray()).toEqual([[1], [2]]);
  });

  test("shares memory", () => {
    const x = ones([3]);
    expect(unsqueeze(x, 0).address).toBe(x.address);
  });

  test("has the right gradients", () => {
    expect(gradcheck((x) => unsqueeze(x, 1), [randomTensor(2, 3)])).toBeLessThan(1e-2);
  });

  test("leaves nothing behind in gradients", () => {
    const before = memoryStats();
    const x = variable(ones([4]));
    const y = unsqueeze(x, 0);
    const loss = sum(y);
    for (const t of [...gradients(loss).values(), x, y, loss]) t.dispose();
    expect(memoryStats().live).toBe(before.live);
  });

  test("says which axes the result has", () => {
    expect(() => unsqueeze(ones([2, 3]), 3)).toThrow(ShapeError);
    expect(() => unsqueeze(ones([2, 3]), -4)).toThrow("unsqueeze: axis is -4, expected a whole number from -3 to 2");
  });
});
