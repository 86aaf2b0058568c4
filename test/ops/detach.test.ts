import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { add, detach, mul, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { assign, Persistent } from "../../src/tensor/persistent.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

describe("detach", () => {
  test("shares the numbers, of either dtype", () => {
    const x = tensor(Int32Array.of(1, 2, 3));
    const { blocks } = memoryStats();
    const y = detach(x);
    expect(memoryStats().blocks).toBe(blocks);
    expect([y.address, y.dtype, y.shape]).toEqual([x.address, "int32", [3]]);
    x.dispose();
    expect(y.toArray()).toEqual([1, 2, 3]);
  });

  test("lets no gradient pass", () => {
    const x = variable(tensor([2, 3]));
    const y = detach(x);
    expect(y.origin).toBeNull();
    expect(
      gradients(sum(add(mul(x, y), mul(y, y))))
        .get(x)!
        .toArray(),
    ).toEqual([2, 3]);
  });

  test("sees what is written into a parameter", () => {
    const x = new Persistent(tensor([1, 2]));
    const y = detach(x);
    assign(x, tensor([3, 4]));
    expect(y.toArray()).toEqual([3, 4]);
    y.dispose();
    x.dispose();
  });
});
