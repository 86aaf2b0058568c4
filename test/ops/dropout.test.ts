import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, noGrad, variable } from "../../src/autograd/tape.ts";
import { MemoryError, ValueError } from "../../src/base/errors.ts";
import { dropout, mul, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { Generator, manualSeed } from "../../src/tensor/generator.ts";
import { bernoulli } from "../../src/tensor/random.ts";
import { expectMoments } from "../helpers/statistics.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("dropout", () => {
  test("multiplies by a mask and 1 / (1 − p)", () => {
    const x = randomTensor(3, 700);
    const mask = bernoulli(0.75, [3, 700], { generator: new Generator(5) }).data;
    const y = dropout(x, 0.25, { generator: new Generator(5) });
    expect(y.shape).toEqual([3, 700]);
    const scale = Math.fround(1 / 0.75);
    const from = x.data;
    expect(y.data.every((value, i) => value === Math.fround(from[i]! * (mask[i]! * scale)))).toBe(true);
  });

  test("keeps the mean", () => {
    for (const p of [0.1, 0.3, 0.9]) {
      const { data } = dropout(ones([100_000]), p, { generator: new Generator(6) });
      expectMoments(data, 1, p / (1 - p), 3 + (1 - 6 * p * (1 - p)) / (p * (1 - p)));
    }
  });

  test("drops nothing at p = 0, all at p = 1", () => {
    const x = tensor([1, -2, 3]);
    expect(dropout(x, 0).toArray()).toEqual([1, -2, 3]);
    expect(dropout(x, 1).data.every((value) => value === 0)).toBe(true);
  });

  test("leaves NaN visible", () => {
    expect(dropout(tensor([Number.NaN]), 1).item()).toBeNaN();
  });

  test("draws from the default generator, anew at each call", () => {
    const x = ones([64]);
    manualSeed(3);
    const [a, b] = [dropout(x, 0.5).data, dropout(x, 0.5).data];
    manualSeed(3);
    expect(dropout(x, 0.5).data).toEqual(a);
    expect(b).not.toEqual(a);
  });

  test("takes integers as float32, and no elements", () => {
    expect(dropout(tensor([2, 4], [2], "int32"), 0).dtype).toBe("float32");
    const generator = new Generator(1);
    expect(dropout(zeros([0, 3]), 0.5, { generator }).shape).toEqual([0, 3]);
    expect(generator.save().counter).toBe(0);
  });

  test("has the right gradient", () => {
    const same = (p: number) => (x: Parameters<typeof dropout>[0]) => dropout(x, p, { generator: new Generator(7) });
    expect(gradcheck(same(0.5), [randomTensor(5, 7)])).toBeLessThan(1e-2);
    expect(gradcheck(same(0), [randomTensor(4)])).toBeLessThan(1e-2);
    expect(gradcheck(same(1), [randomTensor(4)])).toBeLessThan(1e-2);
  });

  test("sends gradients through the mask of its own call, whatever was drawn since", () => {
    const generator = new Generator(8);
    const x = variable(ones([1000]));
    const [a, b] = [dropout(x, 0.5, { generator }), dropout(x, 0.25, { generator })];
    const weights = randomTensor(1000);
    dropout(x, 0.5, { generator });
    generator.seed(99);
    const [da, db] = [a, b].map((y) => gradients(sum(mul(y, weights)), { retain: true }).get(x)!.data);
    const w = weights.data;
    expect(a.data.every((y, i) => Math.fround(y * w[i]!) === da![i])).toBe(true);
    expect(b.data.every((y, i) => Math.fround(y * w[i]!) === db![i])).toBe(true);
  });

  test("gives its gradient again while the tape is retained", () => {
    const x = variable(ones([100]));
    const loss = sum(dropout(x, 0.5));
    expect(gradients(loss, { retain: true }).get(x)!.data).toEqual(gradients(loss).get(x)!.data);
  });

  test("needs its output for the gradient", () => {
    const x = variable(ones([100]));
    const y = dropout(x, 0.5);
    const loss = sum(y);
    y.dispose();
    expect(() => gradients(loss)).toThrow(MemoryError);
  });

  test("leaks nothing", () => {
    const generator = new Generator(9);
    expectNoLeaks((x) => dropout(x, 0.5, { generator }), [randomTensor(5, 7)]);
    expectNoLeaks((x) => noGrad(() => dropout(x, 0.5, { generator })), [tensor([1, 2], [2], "int32")]);
    expectNoLeaks((x) => dropout(x, 0.5, { generator }), [zeros([0])]);
  });

  test.each([-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])("refuses p = %d", (p) => {
    expect(() => dropout(ones([2]), p)).toThrow(ValueError);
    expect(() => dropout(ones([2]), p)).toThrow(`dropout: p is ${p}, expected a number from 0 to 1`);
  });
});
