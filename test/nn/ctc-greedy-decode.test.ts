import { describe, expect, test } from "vitest";
import { IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { ctcGreedyDecode } from "../../src/nn/index.ts";
import { oneHot } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

/** Scores of 5 classes, of which those of each path are the largest. */
const scores = (...paths: number[][]) => oneHot(tensor(paths, undefined, "int32"), 5);

describe("ctcGreedyDecode", () => {
  test("leaves out repetitions, then blanks", () => {
    const x = scores([0, 1, 1, 0, 1, 2], [3, 3, 3, 4, 4, 3], [0, 0, 0, 0, 0, 0]);
    expect(ctcGreedyDecode(x)).toEqual([[1, 1, 2], [3, 4, 3], []]);
    expect(ctcGreedyDecode(x, { blank: 3 })).toEqual([[0, 1, 0, 1, 2], [4], [0]]);
  });

  test("looks at the frames of each sequence alone", () => {
    const x = scores([1, 2, 3], [1, 1, 2]);
    expect(ctcGreedyDecode(x, { inputLengths: [1, 0] })).toEqual([[1], []]);
    expect(ctcGreedyDecode(x, { inputLengths: tensor(Int32Array.of(2, 3)) })).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("takes no frames and no sequences, and keeps nothing", () => {
    const x = zeros([2, 0, 3]);
    const before = memoryStats().blocks;
    expect(ctcGreedyDecode(x)).toEqual([[], []]);
    expect(memoryStats().blocks).toBe(before);
    expect(ctcGreedyDecode(zeros([0, 4, 3]))).toEqual([]);
  });

  test("says what it expected", () => {
    expect(() => ctcGreedyDecode(zeros([2, 3]))).toThrow(ShapeError);
    expect(() => ctcGreedyDecode(zeros([1, 2, 3]), { blank: 3 })).toThrow(ValueError);
    for (const inputLengths of [[3], tensor(Int32Array.of(3)), tensor(Int32Array.of(-1))]) {
      expect(() => ctcGreedyDecode(zeros([1, 2, 3]), { inputLengths })).toThrow(IndexError);
      expect(() => ctcGreedyDecode(zeros([1, 2, 3]), { inputLengths })).toThrow(
        /ctcGreedyDecode: inputLengths\[0\] is (3|-1), expected a whole number from 0 to 2/,
      );
    }
  });
});
