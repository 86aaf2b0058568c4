import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { DTypeError, IndexError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { ctc, type CtcOptions, logSoftmax, sum } from "../../src/ops/index.ts";
import { full, tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "../helpers/close.ts";
import { ctcByPaths } from "../helpers/ctc.ts";
import { randomTensor } from "../helpers/random.ts";

const ints = (...values: number[]): Tensor => tensor(Int32Array.from(values));
const labels = (rows: number[][]): Tensor => tensor(rows, undefined, "int32");

const X = logSoftmax(randomTensor(3, 6, 4));
const TARGETS = labels([
  [1, 2, 1],
  [3, 3, 1],
  [2, 0, 0],
]);
const LENGTHS = { inputLengths: [6, 5, 2], targetLengths: [3, 2, 1] } as const;

describe("ctc", () => {
  test("works by hand", () => {
    // Two frames, blank and a: of "aa", "a-", "-a" each is a quarter.
    const x = full([1, 2, 2], Math.log(0.5));
    expectClose(ctc(x, labels([[1]])).data, [-Math.log(0.75)], 2e-7);
    expectClose(ctc(x, labels([[]])).data, [-Math.log(0.25)], 2e-7);
    expect(ctc(x, labels([[1, 1]])).toArray()).toEqual([Infinity]); // takes a blank between
  });

  test("sums over all paths, within the lengths", () => {
    const y = ctc(X, TARGETS, LENGTHS);
    expect(y.shape).toEqual([3]);
    const targets = [[1, 2, 1], [3, 3], [2]];
    const expected = targets.map(
      (target, b) => ctcByPaths(X.data.subarray(b * 24), LENGTHS.inputLengths[b]!, 4, target, 0).loss,
    );
    expectClose(y.data, expected, 5e-7);
  });

  test("has the right gradients behind logSoftmax", () => {
    const logits = randomTensor(3, 6, 4);
    gradcheck((x) => ctc(logSoftmax(x!), TARGETS, LENGTHS), [logits]);
    gradcheck((x) => ctc(logSoftmax(x!), labels([[], [], []]), { blank: 3 }), [logits]);
  });

  test("takes lengths as tensors, numbers or not at all", () => {
    const bits = (options: CtcOptions) => [...new Int32Array(ctc(X, TARGETS, options).data.buffer)];
    const asTensors = { inputLengths: ints(6, 5, 2), targetLengths: ints(3, 2, 1) };
    expect(bits(asTensors)).toEqual(bits(LENGTHS));
    expect(bits({ inputLengths: Float64Array.of(6, 5, 2), targetLengths: asTensors.targetLengths })).toEqual(
      bits(LENGTHS),
    );
    const whole = labels([
      [1, 2, 1],
      [3, 3, 1],
      [2, 1, 3],
    ]);
    const all = ctc(X, whole, { inputLengths: [6, 6, 6], targetLengths: [3, 3, 3] });
    expect(ctc(X, whole).toArray()).toEqual(all.toArray());
  });

  test("changes no bit for what stands in the padding", () => {
    const run = (x: Tensor, targets: Tensor): number[][] =>
      scope(() => {
        const v = variable(x.view(x.shape));
        const y = ctc(v, targets, LENGTHS);
        return [y, gradients(sum(y)).get(v)!].map((t) => [...new Int32Array(t.data.buffer)]);
      });
    const poisoned = X.data.map((v, i) =>
      Math.floor((i % 24) / 4) < LENGTHS.inputLengths[Math.floor(i / 24)]! ? v : NaN,
    );
    const others = labels([
      [1, 2, 1],
      [3, 3, -5],
      [2, 99, 7],
    ]);
    expect(run(tensor(poisoned, X.shape), others)).toEqual(run(X, TARGETS));
  });

  test("takes no frames and no sequences", () => {
    const none = zeros([2, 0, 3]);
    const y = ctc(none, labels([[1], [2]]), { targetLengths: [0, 1] });
    expect(y.toArray()).toEqual([0, Infinity]);
    expect(ctc(zeros([0, 4, 3]), zeros([0, 2], "int32")).shape).toEqual([0]);
    const x = variable(zeros([0, 4, 3]));
    expect(gradients(sum(ctc(x, zeros([0, 2], "int32")))).get(x)!.shape).toEqual([0, 4, 3]);
  });

  test("makes NaN of NaN, and 0 of what is not possible with zeroInfinity", () => {
    const x = tensor(X.data.slice(0, 24).fill(NaN, 4, 8), [1, 6, 4]);
    expect(ctc(x, labels([[1]])).item()).toBeNaN();
    const short = { inputLengths: [1], zeroInfinity: true };
    const v = variable(tensor(X.data.slice(0, 24), [1, 6, 4]));
    const y = ctc(v, labels([[1, 2]]), short);
    expect(y.item()).toBe(0);
    expect(new Set(gradients(sum(y)).get(v)!.data)).toEqual(new Set([0]));
  });

  test("gives classes without any probability a gradient of 0", () => {
    const x = variable(tensor([0, -Infinity, -Infinity, -Infinity, 0, -Infinity], [1, 2, 3]));
    const y = ctc(x, labels([[1]]));
    expect(y.item()).toBe(0);
    expect([...gradients(sum(y)).get(x)!.data]).toEqual([0, 0, 0, 0, 0, 0]);
    // A frame in which only class 2 can be ends all paths.
    const stuck = tensor([-1, -1, -1, -Infinity, -Infinity, 0, -1, -1, -1], [1, 3, 3]);
    expect(ctc(stuck, labels([[1]])).item()).toBe(Infinity);
    expect(ctc(stuck, labels([[2]])).item()).toBeCloseTo(2 - Math.log(4), 6);
  });

  test("follows lengths that change between the calls of a step", () => {
    const losses = (logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor) => {
      const x = variable(logProbs.view(logProbs.shape));
      const y = ctc(x, targets, { inputLengths, targetLengths });
      return [y, gradients(sum(y)).get(x)!];
    };
    const step = compile(losses);
    scope(() => {
      for (const [frames, counts] of [
        [ints(6, 5, 2), ints(3, 2, 1)],
        [ints(5, 6, 4), ints(1, 2, 0)],
      ] as const) {
        const eager = losses(X, TARGETS, frames, counts).map((t) => t.toArray());
        expect(step(X, TARGETS, frames, counts).map((t) => t.toArray())).toEqual(eager);
      }
    });
    step.dispose();
  });

  test("says what does not fit", () => {
    const call =
      (options: CtcOptions, x = X, targets = TARGETS) =>
      () =>
        ctc(x, targets, options);
    expect(call({}, zeros([3, 4]))).toThrow("ctc: x is [3, 4], expected [B, T, C]");
    expect(call({}, X, ints(1, 2))).toThrow("ctc: targets is [2], expected [B=3, S]");
    expect(call({}, zeros([3, 6, 4], "int32"))).toThrow(DTypeError);
    expect(call({}, X, zeros([3, 3]))).toThrow("ctc: targets is float32, expected int32");
    for (const blank of [4, -1, 0.5]) {
      expect(call({ blank })).toThrow(ValueError);
      expect(call({ blank })).toThrow(`ctc: blank is ${blank}, expected a class, from 0 to 3`);
    }
    expect(call({ inputLengths: [6, 6] })).toThrow("ctc: inputLengths holds 2 numbers, expected 3");
    expect(call({ inputLengths: ints(6) })).toThrow("ctc: inputLengths is [1], expected [B=3]");
    expect(call({ targetLengths: zeros([3]) })).toThrow("ctc: targetLengths is float32, expected int32");
    expect(call({ inputLengths: [6, 7, 6] })).toThrow(IndexError);
    expect(call({ inputLengths: [6, 7, 6] })).toThrow("ctc: inputLengths[1] is 7, expected a whole number from 0 to 6");
    expect(call({ targetLengths: [1, 1, 1.5] })).toThrow("ctc: targetLengths[2] is 1.5, expected");
    expect(call({}, zeros([1, 4, 3]), zeros([1, 70_000], "int32"))).toThrow(ShapeError);
  });

  test("names lengths and labels that are wrong when numbers are read, and harms nothing", () => {
    const read = (options: CtcOptions, rows: number[][]) => () =>
      ctc(full([1, 3, 4], Math.log(0.25)), labels(rows), options).data;
    expect(read({ inputLengths: ints(4) }, [[1]])).toThrow("ctc: index is 4, expected 0 <= index < 4");
    expect(read({ targetLengths: ints(2) }, [[1]])).toThrow("ctc: index is 2, expected 0 <= index < 2");
    expect(read({}, [[1, 4]])).toThrow(IndexError);
    expect(read({}, [[1, 4]])).toThrow("ctc: index is 4, expected 0 <= index < 4");
    expect(read({}, [[1, -1]])).toThrow("ctc: index is -1, expected 0 <= index < 4");
    expect(read({}, [[0]])).toThrow("ctc: index is 0, expected another: this one is reserved");
    expect(read({}, [[1]])().length).toBe(1);
  });

  test("leaves only its result", () => {
    const before = memoryStats().blocks;
    const x = variable(X.view(X.shape));
    const y = ctc(x, TARGETS, LENGTHS);
    expect(memoryStats().blocks).toBe(before + 1);
    const loss = sum(y);
    const grads = gradients(loss);
    for (const t of [x, y, loss, ...grads.values()]) t.dispose();
    expect(memoryStats().blocks).toBe(before);
  });
});
