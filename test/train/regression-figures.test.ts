import { describe, expect, test } from "vitest";
import { tensor } from "../../src/tensor/creation.ts";
import {
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredErrorMetric,
  r2,
  rootMeanSquaredError,
} from "../../src/train/metrics/index.ts";

const FIGURES = { meanAbsoluteError, meanAbsolutePercentageError, meanSquaredErrorMetric, r2, rootMeanSquaredError };

describe.each(Object.entries(FIGURES))("%s", (_, figure) => {
  test.each([[[6]], [[6, 3]]])("goes on, over targets of shape %j, from what it has saved", (shape) => {
    const width = shape[1] ?? 1;
    const batch = (from: number): Parameters<ReturnType<typeof figure.start>["add"]> => {
      const numbers = (step: number): number[] =>
        Array.from({ length: 6 * width }, (__, i) => Math.sin(from + step * i));
      return [tensor(numbers(0.3), shape), tensor(numbers(0.7), shape)];
    };
    const whole = figure.start();
    whole.add(...batch(1));
    const saved = JSON.parse(JSON.stringify(whole.save!())) as number[];
    const resumed = figure.start();
    resumed.restore!(saved);
    expect(resumed.value()).toBe(whole.value());
    whole.add(...batch(5));
    expect(resumed.value()).not.toBe(whole.value());
    resumed.add(...batch(5));
    expect(resumed.value()).toBe(whole.value());
  });
});
