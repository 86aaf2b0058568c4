import { describe, expect, test } from "vitest";
import { type Gradients, gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, MemoryError, ValueError } from "../../src/base/errors.ts";
import { mul, sum } from "../../src/ops/index.ts";
import { clipByValue } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { randomTensor } from "../helpers/random.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

describe("clipByValue", () => {
  test("sets what is further from 0 to the limit, and leaves the gradients as they were", () => {
    const [v, w] = [variable(tensor([1, -2, 3])), variable(tensor([0.25]))];
    const grads = gradients(sum(mul(mul(v, v), w)));
    const before = grads.get(v)!.toArray();
    const clipped = clipByValue(grads, 1);
    expect(clipped.get(v)!.toArray()).toEqual([0.5, -1, 1]);
    expect(clipped.get(w)!.toArray()).toEqual([1]);
    expect(clipped.size).toBe(2);
    expect(grads.get(v)!.toArray()).toEqual(before);
  });

  test("keeps NaN, and cuts infinities", () => {
    const w = zeros([4]);
    const clip = (limit: number) =>
      clipByValue(new Map([[w, tensor([NaN, Infinity, -Infinity, -0.5])]]), limit).get(w)!;
    expect(clip(2).toArray()).toEqual([NaN, 2, -2, -0.5]);
    expect(clip(0).toArray()).toEqual([NaN, 0, -0, -0]);
    expect(clip(Infinity).toArray()).toEqual([NaN, Infinity, -Infinity, -0.5]);
  });

  test("takes gradients of any number and size", () => {
    expect(clipByValue(new Map(), 1).size).toBe(0);
    const w = zeros([0, 3]);
    expect(clipByValue(new Map([[w, zeros([0, 3])]]), 1).get(w)!.shape).toEqual([0, 3]);
    const big = randomTensor(101, 97);
    expect([...clipByValue(new Map([[big, big]]), 0.5).get(big)!.data]).toEqual(
      Array.from(big.data, (v) => Math.min(0.5, Math.max(-0.5, v))),
    );
  });

  test("says what it expected, and keeps nothing then", () => {
    for (const limit of [-1, NaN]) {
      expect(() => clipByValue(new Map(), limit)).toThrow(ValueError);
      expect(() => clipByValue(new Map(), limit)).toThrow(
        `clipByValue: limit is ${limit}, expected a number from 0 on`,
      );
    }
    expect(() => clipByValue([] as unknown as Gradients, 1)).toThrow(
      "clipByValue: grads is object, expected the map that gradients(loss) answers",
    );
    const w = zeros([1]);
    expect(() => clipByValue(new Map([[w, zeros([1], "int32")]]), 1)).toThrow(DTypeError);
    const freed = zeros([2]);
    freed.dispose();
    const { blocks } = memoryStats();
    const bad = new Map([
      [w, w],
      [freed, freed],
    ]);
    expect(() => clipByValue(bad, 1)).toThrow(MemoryError);
    expect(memoryStats().blocks).toBe(blocks);
  });
});
