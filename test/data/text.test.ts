import { describe, expect, test } from "vitest";
import { IndexError, ValueError } from "../../src/base/errors.ts";
import { batches, type Dataset, splitText, textStreams, textWindows } from "../../src/data/index.ts";

/** Numbers that tell their places. */
const counted = (n: number) => Int32Array.from({ length: n }, (_, i) => 100 + i);

/** x and y of all samples, in their order. */
function samplesOf(data: Dataset): { x: number[]; y: number[] }[] {
  const [T] = data.x.shape as [number];
  return Array.from({ length: data.length }, (_, i) => {
    const [x, y] = [new Int32Array(T), new Int32Array(T)];
    data.read(Int32Array.of(i), x, y);
    return { x: [...x], y: [...y] };
  });
}

const range = (from: number, length: number) => Array.from({ length }, (_, i) => 100 + from + i);

describe("textWindows", () => {
  test("cuts a text into windows, each with what follows", () => {
    const data = textWindows(counted(11), { length: 3 });
    expect([data.x, data.y]).toEqual([
      { shape: [3], dtype: "int32" },
      { shape: [3], dtype: "int32" },
    ]);
    expect(samplesOf(data)).toEqual([0, 3, 6].map((start) => ({ x: range(start, 3), y: range(start + 1, 3) })));
  });

  test("goes on by the stride, to the last window that has all of its targets", () => {
    const starts = (n: number, length: number, stride: number) =>
      samplesOf(textWindows(counted(n), { length, stride })).map(({ x }) => x[0]! - 100);
    expect(starts(6, 3, 1)).toEqual([0, 1, 2]);
    expect(starts(9, 3, 2)).toEqual([0, 2, 4]);
    expect(starts(8, 3, 2)).toEqual([0, 2, 4]);
    expect(starts(7, 3, 2)).toEqual([0, 2]);
    expect(starts(20, 3, 7)).toEqual([0, 7, 14]);
    expect(starts(4, 3, 3)).toEqual([0]);
  });

  test("is a dataset like others", () => {
    const data = textWindows(counted(101), { length: 10 });
    const rows = Array.from(batches(data, 4, { seed: 1 }), ([x, y]) => {
      expect([x.dtype, y.dtype, x.shape[1]]).toEqual(["int32", "int32", 10]);
      expect([...y.data]).toEqual(Array.from(x.data, (v) => v + 1));
      return Array.from({ length: x.shape[0]! }, (_, b) => x.data[10 * b]!);
    });
    expect(rows.map((starts) => starts.length)).toEqual([4, 4, 2]);
    expect(rows.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => 100 + 10 * i));
    expect(() => data.read(Int32Array.of(10), new Int32Array(10), new Int32Array(10))).toThrow(IndexError);
  });

  test("says what it expected", () => {
    for (const bad of [0, -1, 1.5, NaN]) {
      expect(() => textWindows(counted(9), { length: bad })).toThrow(
        `textWindows: length is ${bad}, expected a whole number from 1 on`,
      );
      expect(() => textWindows(counted(9), { length: 2, stride: bad })).toThrow(
        `textWindows: stride is ${bad}, expected`,
      );
    }
    expect(() => textWindows(counted(3), { length: 3 })).toThrow(ValueError);
    expect(() => textWindows(counted(3), { length: 3 })).toThrow(
      "textWindows: there are 3 ids, expected at least 4, one more than length",
    );
  });
});

describe("textStreams", () => {
  test("lets each row of a batch go on where that of the batch before ended", () => {
    // Three parts of 8, of which each has two windows of 3.
    const data = textStreams(counted(26), { batchSize: 3, length: 3 });
    const seen = Array.from(batches(data, 3, { shuffle: false }), ([x, y]) => {
      expect([...y.data]).toEqual(Array.from(x.data, (v) => v + 1));
      return x.toArray();
    });
    expect(seen).toEqual([
      [range(0, 3), range(8, 3), range(16, 3)],
      [range(3, 3), range(11, 3), range(19, 3)],
    ]);
  });

  test("uses each character at most once, and the last as a target", () => {
    for (const [n, batchSize, length] of [
      [13, 4, 3],
      [25, 4, 3],
      [100, 7, 5],
      [2, 1, 1],
    ] as const) {
      const xs = samplesOf(textStreams(counted(n), { batchSize, length })).flatMap(({ x }) => x);
      expect(new Set(xs).size).toBe(xs.length);
      expect(xs.length).toBe(batchSize * length * Math.floor(Math.floor((n - 1) / batchSize) / length));
      expect(Math.max(...xs)).toBeLessThan(100 + n - 1);
    }
  });

  test("says what it expected", () => {
    expect(() => textStreams(counted(9), { batchSize: 0, length: 2 })).toThrow("textStreams: batchSize is 0, expected");
    expect(() => textStreams(counted(9), { batchSize: 2, length: 0.5 })).toThrow(
      "textStreams: length is 0.5, expected",
    );
    expect(() => textStreams(counted(12), { batchSize: 4, length: 3 })).toThrow(ValueError);
    expect(() => textStreams(counted(12), { batchSize: 4, length: 3 })).toThrow(
      "textStreams: there are 12 ids, expected at least 13 for a batch of 4 × 3",
    );
  });
});

describe("splitText", () => {
  test("cuts a text by position", () => {
    const { train, validation, test } = splitText(counted(10), { validation: 0.25, test: 2 });
    expect([train, validation, test].map((part) => [...part])).toEqual([range(0, 5), range(5, 3), range(8, 2)]);
    const halves = splitText(counted(7), { validation: 0.5 });
    expect([halves.train.length, halves.validation.length, halves.test.length]).toEqual([3, 4, 0]);
    expect(splitText(counted(1000), { test: 0.07 }).test.length).toBe(70);
  });

  test("says what it expected", () => {
    expect(() => splitText(counted(10), {})).toThrow(
      "splitText: test and validation are 0, expected one of them larger",
    );
    expect(() => splitText(counted(10), { test: 5, validation: 0.5 })).toThrow(
      "splitText: test and validation take 10 of 10 characters, expected at least one left",
    );
    expect(() => splitText(counted(10), { test: 1.5 })).toThrow(
      "splitText: test is 1.5, expected a share between 0 and 1, or a whole number of characters",
    );
  });
});
