import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import { kaimingNormal, kaimingUniform, xavierNormal, xavierUniform } from "../../../src/nn/index.ts";
import { constant, normal, ones, uniform, zeros } from "../../../src/nn/init/index.ts";
import { Generator, manualSeed } from "../../../src/tensor/generator.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";

function statistics(t: Tensor): { mean: number; deviation: number; largest: number } {
  const data = Array.from(t.data);
  const mean = data.reduce((sum, v) => sum + v, 0) / data.length;
  const deviation = Math.sqrt(data.reduce((sum, v) => sum + (v - mean) ** 2, 0) / data.length);
  return { mean, deviation, largest: Math.max(...data.map(Math.abs)) };
}

// Filters, so that fans need their window: fan in 8 · 15 = 120, fan out 40 · 15 = 600.
const SHAPE = [40, 8, 3, 5] as const;
const [IN, OUT] = [120, 600];

describe("initialisers with fans", () => {
  test.each([
    ["xavierUniform", () => xavierUniform(SHAPE), Math.sqrt(2 / (IN + OUT)), true],
    ["xavierNormal", () => xavierNormal(SHAPE), Math.sqrt(2 / (IN + OUT)), false],
    ["xavierUniform, gain 5/3", () => xavierUniform(SHAPE, { gain: 5 / 3 }), (5 / 3) * Math.sqrt(2 / (IN + OUT)), true],
    ["kaimingUniform", () => kaimingUniform(SHAPE), Math.sqrt(2 / IN), true],
    ["kaimingNormal", () => kaimingNormal(SHAPE), Math.sqrt(2 / IN), false],
    ["kaimingNormal, fan out", () => kaimingNormal(SHAPE, { mode: "fanOut" }), Math.sqrt(2 / OUT), false],
    ["kaimingUniform, gain 1", () => kaimingUniform(SHAPE, { gain: 1 }), Math.sqrt(1 / IN), true],
  ])("%s has the deviation of its paper", (_, make, deviation, isUniform) => {
    manualSeed(1);
    const t = make();
    expect(t.shape).toEqual(SHAPE);
    const got = statistics(t);
    // Of 4,800 numbers, a standard error is 0.014 deviations of the mean, and at most 0.0102 of the deviation: five of each.
    expect(Math.abs(got.mean) / deviation).toBeLessThan(0.073);
    expect(Math.abs(got.deviation / deviation - 1)).toBeLessThan(0.051);
    if (isUniform) {
      expect(got.largest / deviation / Math.sqrt(3)).toBeLessThanOrEqual(1 + 1e-6);
      expect(got.largest / deviation / Math.sqrt(3)).toBeGreaterThan(0.99);
    } else expect(got.largest / deviation).toBeGreaterThan(2.5);
    t.dispose();
  });

  test("takes D and U of a matrix as its fans", () => {
    const bound = Math.sqrt(6 / (3 + 5));
    expect(statistics(xavierUniform([5, 3])).largest).toBeLessThanOrEqual(bound);
    expect(statistics(kaimingUniform([4, 600])).largest).toBeLessThanOrEqual(Math.sqrt(6 / 600));
    expect(statistics(kaimingUniform([4, 600])).largest).toBeGreaterThan(0.98 * Math.sqrt(6 / 600));
  });

  test("draws from the default generator, or from one's own", () => {
    using own = new Generator(5);
    const from = (draw: () => Tensor) => Array.from(draw().data);
    manualSeed(5);
    const first = from(() => xavierNormal([3, 4]));
    expect(from(() => xavierNormal([3, 4]))).not.toEqual(first);
    expect(from(() => xavierNormal([3, 4], { generator: own }))).toEqual(first);
    manualSeed(0);
  });

  test.each([
    ["xavierUniform", xavierUniform],
    ["xavierNormal", xavierNormal],
    ["kaimingUniform", kaimingUniform],
    ["kaimingNormal", kaimingNormal],
  ])("%s says what it expected", (name, make) => {
    for (const shape of [[], [4], [0, 3], [3, 0]]) {
      expect(() => make(shape)).toThrow(ShapeError);
      expect(() => make(shape)).toThrow(`${name}: shape is [${shape.join(", ")}], expected [out, in, ...]`);
    }
    expect(() => make([2, -3])).toThrow(ShapeError);
    for (const gain of [0, -1, Number.NaN, Infinity]) {
      expect(() => make([2, 3], { gain })).toThrow(`${name}: gain is ${gain}, expected a finite number above 0`);
    }
  });

  test("an unknown mode is an error", () => {
    expect(() => kaimingNormal([2, 3], { mode: "fanAvg" as "fanIn" })).toThrow(ValueError);
    expect(() => kaimingNormal([2, 3], { mode: "fanAvg" as "fanIn" })).toThrow(
      'kaimingNormal: mode is fanAvg, expected "fanIn" or "fanOut"',
    );
  });
});

test("initialisers without fans fill a shape", () => {
  expect(zeros([2]).data).toEqual(Float32Array.of(0, 0));
  expect(ones([2]).data).toEqual(Float32Array.of(1, 1));
  expect(constant([2], 0.5).data).toEqual(Float32Array.of(0.5, 0.5));
  expect(statistics(uniform([1000], { low: -2, high: 2 })).largest).toBeLessThanOrEqual(2);
  expect(statistics(normal([1000], { mean: 7 })).mean).toBeGreaterThan(6);
});
