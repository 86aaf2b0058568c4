import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../../src/base/errors.ts";
import type { ArrayDataset } from "../../../src/data/array-dataset.ts";
import { PIXELS } from "../../../src/data/datasets/generated/digits.ts";
import { blobs, circles, moons, regression, spirals, xor } from "../../../src/data/datasets/index.ts";
import { manualSeed } from "../../../src/tensor/generator.ts";
import { expectClose } from "../../helpers/close.ts";

/** Inputs by sample. */
function rowsOf({ x, length }: ArrayDataset): number[][] {
  const width = x.shape[0]!;
  return Array.from({ length }, (_, i) => Array.from(x.data.subarray(i * width, (i + 1) * width)));
}

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: number[]) => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
const counts = ({ y }: ArrayDataset, classes: number) =>
  Array.from({ length: classes }, (_, label) => y.data.filter((v) => v === label).length);

describe.each(Object.entries({ blobs, circles, moons, regression, spirals, xor }))("%s", (_, make) => {
  test("repeats itself for a seed, follows manualSeed without one, and is shuffled unless told otherwise", () => {
    const given = { samples: 40, noise: 0.1 };
    const [first, other] = [make({ ...given, seed: 1 }), make({ ...given, seed: 2 })];
    expect(make({ ...given, seed: 1 })).toEqual(first);
    expect(other.x.data).not.toEqual(first.x.data);
    expect(other.length).toBe(40);
    manualSeed(4);
    const drawn = make(given);
    expect(make(given)).not.toEqual(drawn);
    manualSeed(4);
    expect(make(given)).toEqual(drawn);
    const inOrder = make({ ...given, seed: 1, shuffle: false });
    expect(inOrder.x.data).not.toEqual(first.x.data);
    expect(inOrder.x.data.toSorted()).toEqual(first.x.data.toSorted());
  });

  test("refuses options out of range", () => {
    for (const samples of [0, -1, 1.5, Number.NaN]) expect(() => make({ samples })).toThrow(ValueError);
    expect(() => make({ samples: 2 ** 40 })).toThrow(ShapeError);
    if (make === blobs) return;
    for (const noise of [-1, Number.NaN, Infinity]) expect(() => make({ noise } as object)).toThrow("noise is");
  });
});

describe("the figures", () => {
  // make_moons(5, shuffle=False), make_circles(5, shuffle=False, factor=0.5) of scikit-learn 1.2.1
  test("moons and circles are scikit-learn's", () => {
    const moon = moons({ samples: 5, shuffle: false });
    expectClose(moon.x.data, [1, 0, -1, 0, 0, 0.5, 1, -0.5, 2, 0.5], 1e-7);
    expect([...moon.y.data]).toEqual([0, 0, 1, 1, 1]);
    const circle = circles({ samples: 5, shuffle: false, factor: 0.5 });
    const [c, s] = [Math.cos((2 * Math.PI) / 3) / 2, Math.sin((2 * Math.PI) / 3) / 2];
    expectClose(circle.x.data, [1, 0, -1, 0, 0.5, 0, c, s, c, -s], 1e-7);
    expect([...circle.y.data]).toEqual([0, 0, 1, 1, 1]);
  });

  test("noise has the deviation asked for", () => {
    const [plain, noisy] = [
      moons({ samples: 2000, shuffle: false }),
      moons({ samples: 2000, noise: 0.3, shuffle: false }),
    ];
    const added = Array.from(noisy.x.data, (v, i) => v - plain.x.data[i]!);
    expect(Math.abs(mean(added))).toBeLessThan(0.02);
    expect(Math.abs(deviation(added) - 0.3)).toBeLessThan(0.02);
  });

  test("spirals wind from the origin to radius 1, arms apart by equal angles", () => {
    const data = spirals({ samples: 30, arms: 3, turns: 2, shuffle: false });
    expect(counts(data, 3)).toEqual([10, 10, 10]);
    rowsOf(data).forEach(([x, y], i) => {
      const arm = Math.floor(i / 10);
      const radius = ((i % 10) + 1) / 10;
      expect(data.y.data[i]).toBe(arm);
      const angle = 2 * Math.PI * (2 * radius + arm / 3);
      expectClose([x!, y!], [radius * Math.cos(angle), radius * Math.sin(angle)], 1e-6);
    });
  });

  test("xor is four corners, and repeats them", () => {
    const inOrder = xor({ shuffle: false });
    expect(rowsOf(inOrder)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect([...inOrder.y.data]).toEqual([0, 1, 1, 0]);
    const many = xor({ samples: 400, noise: 0.05, seed: 1 });
    expect(counts(many, 2)).toEqual([200, 200]);
    const rounded = rowsOf(many).map((at) => at.map(Math.round));
    expect(rounded.every(([a, b], i) => (a! ^ b!) === many.y.data[i])).toBe(true);
  });
});

describe("blobs", () => {
  test("lie around the centres given, with their deviations", () => {
    const centers = [
      [0, 5, -5],
      [3, 3, 3],
    ];
    const data = blobs({ samples: 2001, centers, standardDeviation: [0.5, 2], seed: 1 });
    expect(counts(data, 2)).toEqual([1000, 1001]);
    centers.forEach((center, label) => {
      const rows = rowsOf(data).filter((_, i) => data.y.data[i] === label);
      center.forEach((c, f) => {
        const column = rows.map((row) => row[f]!);
        expect(Math.abs(mean(column) - c)).toBeLessThan(0.25);
        expect(Math.abs(deviation(column) / [0.5, 2][label]! - 1)).toBeLessThan(0.1);
      });
    });
  });

  test("lie around centres drawn from the box", () => {
    const given = { samples: 70, centers: 7, features: 4, standardDeviation: 0, seed: 2 } as const;
    const data = blobs({ ...given, box: [2, 3] });
    expect(data.x.shape).toEqual([4]);
    expect(counts(data, 7)).toEqual(Array(7).fill(10));
    expect(new Set(rowsOf(data).map(String)).size).toBe(7);
    expect(data.x.data.every((v) => v >= 2 && v < 3)).toBe(true);
    expect(blobs({ ...given }).x.data.some((v) => Math.abs(v) > 3)).toBe(true);
  });

  test("refuse centres and deviations that do not fit", () => {
    expect(() => blobs({ centers: [[1, 2], [1]] })).toThrow("blobs: a center has 1 numbers, expected 2");
    expect(() => blobs({ centers: [] })).toThrow("blobs: the number of centers is 0");
    expect(() => blobs({ centers: 0.5 })).toThrow("blobs: centers is 0.5");
    expect(() => blobs({ standardDeviation: [1] })).toThrow("blobs: there are 1 deviations, expected 3");
    expect(() => blobs({ standardDeviation: -1 })).toThrow(ValueError);
    expect(() => blobs({ box: [1, 1] })).toThrow(ValueError);
  });
});

describe("regression", () => {
  test("is linear in the informative numbers, up to bias and noise", () => {
    const data = regression({ samples: 200, features: 3, informative: 2, targets: 2, bias: 7, seed: 1 });
    expect([data.x.shape, data.y.shape, data.y.dtype]).toEqual([[3], [2], "float32"]);
    const rows = rowsOf(data);
    for (const target of [0, 1]) {
      const y = rows.map((_, i) => data.y.data[2 * i + target]! - 7);
      // Cramer's rule on the first two samples gives the weights that fit all others.
      const [[a, b], [c, d]] = [rows[0]!, rows[1]!] as unknown as [[number, number], [number, number]];
      const weights = [(y[0]! * d - b * y[1]!) / (a * d - b * c), (a * y[1]! - y[0]! * c) / (a * d - b * c)];
      for (const w of weights) expect(w).toBeGreaterThan(-1e-3);
      expectClose(
        rows.map(([p, q]) => weights[0]! * p! + weights[1]! * q!),
        y,
        1e-4,
      );
    }
    const given = { samples: 5000, features: 1, seed: 3, shuffle: false };
    const informative = { ...given, informative: 0, bias: -1, noise: 2 };
    const noise = Array.from(regression(informative).y.data);
    expect(Math.abs(mean(noise) + 1)).toBeLessThan(0.1);
    expect(Math.abs(deviation(noise) - 2)).toBeLessThan(0.1);
    expect(Math.abs(deviation(Array.from(regression(given).x.data)) - 1)).toBeLessThan(0.05);
  });

  test("refuses what does not fit together", () => {
    expect(() => regression({ features: 3, informative: 4 })).toThrow(
      "informative is 4, expected a whole number from 0 to 3",
    );
    expect(() => regression({ targets: 0 })).toThrow(ValueError);
    expect(() => regression({ bias: Number.NaN })).toThrow(ValueError);
  });
});

test("circles and spirals refuse figures that are none", () => {
  for (const factor of [-0.1, 1, Number.NaN]) expect(() => circles({ factor })).toThrow("circles: factor is");
  for (const turns of [0, Infinity]) expect(() => spirals({ turns })).toThrow("spirals: turns is");
  expect(() => spirals({ arms: 0 })).toThrow("spirals: arms is 0");
});

test.each([
  ["xor", false],
  ["digits", true],
])("a page that uses %s carries the digits: %s", async (name, carries) => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${name} } from "./src/data/datasets/index.ts"; ${name}();`,
      resolveDir: new URL("../../../", import.meta.url).pathname,
    },
    bundle: true,
    write: false,
    format: "esm",
    external: ["node:*"],
  });
  expect(outputFiles[0]!.text.includes(PIXELS.slice(0, 1000))).toBe(carries);
});
