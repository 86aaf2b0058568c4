import { expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { sinusoidalPositions } from "../../src/nn/index.ts";
import { expectClose } from "../helpers/close.ts";

test("sinusoidalPositions are sines and cosines, each pair a hundredth as fast here", () => {
  const y = sinusoidalPositions(3, 4);
  expect(y.shape).toEqual([3, 4]);
  const { sin, cos } = Math;
  const expected = [0, 1, 2].flatMap((t) => [sin(t), cos(t), sin(t / 100), cos(t / 100)]);
  expectClose(y.data, expected, 1e-7);
  expect(sinusoidalPositions(1, 5).toArray()).toEqual([[0, 1, 0, 1, 0]]);
  expect(sinusoidalPositions(0, 4).shape).toEqual([0, 4]);
});

test("sinusoidalPositions refuses what is no size", () => {
  for (const n of [-1, 1.5, NaN]) {
    expect(() => sinusoidalPositions(n, 2)).toThrow(ValueError);
    expect(() => sinusoidalPositions(n, 2)).toThrow(`sinusoidalPositions: length is ${n}, expected a whole number`);
    expect(() => sinusoidalPositions(2, n)).toThrow(
      `sinusoidalPositions: D is ${n}, expected a whole number from 1 on`,
    );
  }
});
