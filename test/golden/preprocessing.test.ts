import { expect, test } from "vitest";
import { Preprocessor, type PreprocessorOptions, readCsv } from "../../src/csv/index.ts";
import { collect } from "../../src/data/collect.ts";
import golden from "./sklearn-preprocessing.json" with { type: "json" };

const rows = golden.labels.map((_, i) => i);

for (const { missing, scale, text, x } of golden.cases) {
  test(`scikit-learn's samples: missing ${missing}, scale ${scale}, text ${text}`, async () => {
    const options = { target: "species", missing, scale, text } as PreprocessorOptions;
    const table = await readCsv(missing === "error" ? golden.full : golden.holes);
    const preprocessor = new Preprocessor(options).fit(table, rows.slice(0, golden.train));
    expect(preprocessor.classes).toEqual(golden.classes);
    const samples = collect(preprocessor.transform(table));
    expect(Array.from(samples.y.data)).toEqual(golden.labels);
    expect(samples.x.shape).toEqual([x[0]!.length]);
    const wanted = x.flat();
    expect(samples.x.data.length).toBe(wanted.length);
    wanted.forEach((value, i) => {
      // Both in float64; ours are then rounded to float32, those of the file to 8 digits.
      expect(Math.abs(samples.x.data[i]! - value)).toBeLessThanOrEqual(1.5e-7 * Math.abs(value) + 1e-12);
    });
  });
}
