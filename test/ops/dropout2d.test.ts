import { describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { dropout2d, mul, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { Generator, manualSeed } from "../../src/tensor/generator.ts";
import { bernoulli } from "../../src/tensor/random.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("dropout2d", () => {
  test("drops whole channels, by the draws of as many numbers", () => {
    const x = randomTensor(5, 7, 3, 2);
    const mask = bernoulli(0.75, [35], { generator: new Generator(5) }).data;
    const y = dropout2d(x, 0.25, { generator: new Generator(5) });
    expect(y.shape).toEqual([5, 7, 3, 2]);
    const from = x.data;
    const scale = Math.fround(1 / 0.75);
    expect([...y.data]).toEqual(Array.from(from, (v, i) => Math.fround(v * (mask[Math.floor(i / 6)]! * scale))));
    expect(mask.includes(0) && mask.includes(1)).toBe(true);
  });

  test("drops nothing at p = 0, all at p = 1, and leaves NaN visible", () => {
    const x = tensor([[[1, -2]]]);
    expect(dropout2d(x, 0).toArray()).toEqual([[[1, -2]]]);
    expect(dropout2d(x, 1).data.every((v) => v === 0)).toBe(true);
    expect(dropout2d(tensor([[Number.NaN]]), 1).item()).toBeNaN();
  });

  test("draws from the default generator, anew at each call", () => {
    const x = ones([8, 8, 2]);
    manualSeed(3);
    const [a, b] = [dropout2d(x, 0.5).data, dropout2d(x, 0.5).data];
    manualSeed(3);
    expect(dropout2d(x, 0.5).data).toEqual(a);
    expect(b).not.toEqual(a);
    manualSeed(0);
  });

  test("sends gradients through the channels of its own call, whatever was drawn since", () => {
    const generator = new Generator(8);
    const x = variable(ones([6, 4, 5]));
    const y = dropout2d(x, 0.5, { generator });
    const weights = randomTensor(6, 4, 5);
    generator.seed(99);
    const dx = gradients(sum(mul(y, weights))).get(x)!.data;
    const w = weights.data;
    expect([...dx]).toEqual(Array.from(y.data, (v, i) => Math.fround(v * w[i]!)));
  });

  test("leaks nothing, and takes an empty batch", () => {
    const generator = new Generator(9);
    expectNoLeaks((x) => dropout2d(x, 0.5, { generator }), [randomTensor(5, 7)]);
    expectNoLeaks((x) => dropout2d(x, 0.5, { generator }), [zeros([0, 4, 3])]);
  });

  test("says what it expected", () => {
    expect(() => dropout2d(ones([2, 3]), 1.5)).toThrow("dropout2d: p is 1.5, expected a number from 0 to 1");
    expect(() => dropout2d(ones([2]), 0.5)).toThrow("dropout2d: x is [2], expected [B, C, ...]");
    expect(() => dropout2d(ones([2, 3], "int32"), 0.5)).toThrow("dropout2d: x is int32, expected float32");
  });
});
