// Figures beside scikit-learn's: of all samples at once, and as metrics over batches.

import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { ArrayDataset } from "../../src/data/array-dataset.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { evaluate, type Figure } from "../../src/train/index.ts";
import * as metrics from "../../src/train/metrics/index.ts";
import { sum } from "../../src/ops/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import golden from "./sklearn-metrics.json" with { type: "json" };

interface Case {
  readonly name: string;
  readonly options: unknown;
  readonly output: readonly number[];
  readonly y: readonly number[];
  readonly figure: number | readonly number[] | null;
}

const cases = golden.cases as unknown as readonly Case[];
const REGRESSION = Object.keys(metrics).filter((name) => /Error|^r2$/.test(name) && name !== "calibrationError");
const CLASSES = ["precision", "recall", "f1", "balancedAccuracy", "matthewsCorrelation", "cohenKappa"];

const made = (c: Case) =>
  c.options === null
    ? metrics[c.name as "r2"]
    : (metrics[c.name as "topKAccuracy"] as (options: unknown) => Figure)(c.options);

/** The columns of a row, row by row; `null` is NaN. */
const numbers = (values: readonly unknown[]): number[] =>
  values.flat().map((v) => (v === null ? Number.NaN : (v as number)));

function tensorsOf({ name, output, y }: Case): [Tensor, Tensor] {
  const shapeOf = (values: readonly unknown[]) =>
    Array.isArray(values[0]) ? [values.length, values[0].length] : [values.length];
  const [p, w] = [numbers(output), numbers(y)];
  return [
    tensor(CLASSES.includes(name) ? Int32Array.from(p) : Float32Array.from(p), shapeOf(output)),
    tensor(REGRESSION.includes(name) ? Float32Array.from(w) : Int32Array.from(w), shapeOf(y)),
  ];
}

describe.each([...new Set(cases.map((c) => c.name))])("%s", (name) => {
  const own = cases.filter((c) => c.name === name);

  test("is scikit-learn's", () => {
    own.forEach((c, i) => {
      const [output, y] = tensorsOf(c);
      const figure = made(c);
      if (c.figure === null) expect(() => figure(output, y), `case ${i}`).toThrow(ValueError);
      else
        expectClose([figure(output, y)].flat(), [c.figure].flat(), 1e-6 * Number(isRounded(c)) || 1e-12, `case ${i}`);
    });
  });

  test("is the same over batches of any size, and NaN where there is none", async () => {
    for (const c of own.filter(({ figure }) => !Array.isArray(figure))) {
      const [output, y] = tensorsOf(c);
      const data = new ArrayDataset(
        { data: output.data, shape: output.shape.slice(1) },
        { data: y.data, shape: y.shape.slice(1) },
      );
      for (const batchSize of [1, 3, 100]) {
        const { metrics: got } = await evaluate((x) => x, data, {
          loss: (_, targets) => sum(targets),
          metrics: { figure: made(c) },
          batchSize,
        });
        expectClose([got.figure], [c.figure ?? Number.NaN] as number[], isRounded(c) ? 1e-6 : 1e-12, `${batchSize}`);
      }
    }
  });
});

/** Whether softmax was rounded to float32 on the other side. */
function isRounded({ options }: Case): boolean {
  return (options as { logits?: boolean } | null)?.logits === true;
}

test("every metric with a figure has cases", () => {
  const covered = new Set(cases.map((c) => c.name));
  /** Tested by hand, and those of curves.test.ts. */
  const others = ["accuracy", "confusionMatrix", "classificationReport", "classificationReportText", "areaUnderCurve"];
  others.push("calibrationCurve", "precisionRecallCurve", "rocCurve");
  expect(Object.keys(metrics).filter((name) => !covered.has(name) && !others.includes(name))).toEqual([]);
});
