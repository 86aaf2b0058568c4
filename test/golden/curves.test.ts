// Curves and texts beside scikit-learn's.

import { describe, expect, test } from "vitest";
import { tensor } from "../../src/tensor/creation.ts";
import * as metrics from "../../src/train/metrics/index.ts";
import type { Values } from "../../src/train/metrics/index.ts";
import { expectClose } from "../helpers/close.ts";
import golden from "./sklearn-curves.json" with { type: "json" };

type Curve = (output: Values, y: Values, options: unknown) => Readonly<Record<string, readonly number[]>>;

describe.each(["rocCurve", "precisionRecallCurve", "calibrationCurve"] as const)("%s", (name) => {
  const cases = golden.groups.flatMap(({ output, y, cases }) =>
    cases.filter((c) => c.name === name).map(({ options, figures }) => ({ output, y, options, figures })),
  );

  test.each(cases.map((c, i) => [i, c] as const))(
    "is scikit-learn's, case %d",
    (_, { output, y, options, figures }) => {
      const width = Array.isArray(output[0]) ? output[0].length : null;
      const numbers = output.flat();
      const given = tensor(Float32Array.from(numbers), width === null ? [numbers.length] : [y.length, width]);
      const curve = (metrics[name] as unknown as Curve)(given, tensor(Int32Array.from(y)), options);
      for (const [key, wanted] of Object.entries(figures as Readonly<Record<string, number[]>>)) {
        const got = name === "rocCurve" && key === "thresholds" ? curve[key]!.slice(1) : curve[key]!;
        expectClose(got, wanted, 1e-12, key);
      }
      if (name === "rocCurve") expect(curve["thresholds"]![0]).toBe(Infinity);
      if (name === "calibrationCurve") expect(curve["counts"]!.reduce((a, b) => a + b)).toBe(y.length);
      if (width === null) {
        const plain = (metrics[name] as unknown as Curve)(Float32Array.from(numbers), y, options);
        expect(plain).toEqual(curve);
      }
    },
  );
});

test.each(golden.areas)("areaUnderCurve is scikit-learn's: $area", ({ x, y, area }) => {
  expect(metrics.areaUnderCurve(x, y)).toBeCloseTo(area, 14);
});

test.each(golden.texts)(
  "classificationReportText is scikit-learn's to the letter: $options",
  ({ matrix, options, text }) => {
    const report = metrics.classificationReport(matrix);
    expect(metrics.classificationReportText(report, options)).toBe(text);
  },
);
