import { afterEach, describe, expect, test } from "vitest";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { EngineError, IndexError } from "../../src/base/errors.ts";
import { add, linear, mul, relu, sum } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { engine } from "../../src/wasm/engine.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import { HEAP, LIST, PHASE } from "../../src/wasm/layout.ts";
import { flush, launchSettings, list } from "../../src/wasm/list.ts";
import { randomTensor } from "../helpers/random.ts";

/** An element of a tensor as the memory holds it now, whatever is pending. */
function peek(t: Tensor, i = 0): number {
  return new Int32Array(engine().memory.buffer, t.address, t.size)[i]!;
}

afterEach(() => {
  launchSettings.flushAfter = Infinity;
  flush();
});

describe("launches", () => {
  test("gather, and run in order once somebody looks", () => {
    const t = zeros([4], "int32");
    flush();
    launch.fill(t.address, 1, 4);
    launch.fill(t.address, 2, 2);
    expect(peek(t)).toBe(0);
    expect(t.toArray()).toEqual([2, 2, 1, 1]);
  });

  test("run when the list is full, none twice", () => {
    const [t, total] = [ones([1], "int32"), zeros([1], "int32")];
    flush();
    const count = 3 * Math.floor((HEAP - LIST) / 4 / 14);
    for (let i = 0; i < count; i++) {
      launch.add_int(total.address, total.address, t.address, 1, 1, 0, 0, 1, 0, 0, 1, 1);
    }
    expect(peek(total)).toBeGreaterThan(count / 2);
    expect(peek(total)).toBeLessThan(count);
    expect(total.item()).toBe(count);
  });

  test("of no items are none", () => {
    flush();
    list.words[0] = -1;
    launch.fill(0, 1, 0);
    expect(list.words[0]).toBe(-1);
  });

  test("say how they may be split, if the work is worth it", () => {
    const t = zeros([1 << 20]);
    const grains = [100, 16_384, 16_385].map((n) => {
      flush();
      launch.fill(t.address, 0, n);
      return list.words[2]! & 0xffff;
    });
    expect(grains).toEqual([0, 0, 16]);
  });

  test("one by one give the same bits", () => {
    const [x, w, b] = [randomTensor(40, 30), variable(randomTensor(50, 30)), variable(randomTensor(50))];
    const step = () =>
      scope(() => {
        const loss = sum(mul(relu(linear(x, w, b)), randomish));
        const grads = gradients(loss);
        return [loss, grads.get(w)!, grads.get(b)!].map((t) => t.data);
      });
    const randomish = randomTensor(40, 50);
    const together = step();
    launchSettings.flushAfter = 1;
    const t = zeros([1], "int32");
    launch.fill(t.address, 5, 1);
    expect(peek(t)).toBe(5);
    step().forEach((values, i) => {
      const bits = [values, together[i]!].map((v) => new Uint32Array(v.buffer));
      expect(bits[0]!.every((word, k) => word === bits[1]![k])).toBe(true);
    });
  });
});

describe("a bad index", () => {
  /** Ten classes, and one of the labels is 10. */
  function badLoss() {
    const [x, labels] = [randomTensor(4, 10), tensor(Int32Array.of(3, 10, 9, 0))];
    const loss = new Tensor([4]);
    flush();
    launch.softmax_cross_entropy(loss.address, x.address, labels.address, 10, 4);
    return loss;
  }

  test("names the op, the index and its bound", () => {
    const loss = badLoss();
    expect(() => loss.data).toThrow(IndexError);
    const again = badLoss();
    expect(() => again.data).toThrow(
      "softmaxCrossEntropy: index is 10, expected 0 <= index < 10; tensors computed since the last read are undefined",
    );
  });

  test("keeps everything behind it in the list from running", () => {
    const w = tensor([1, 2, 3, 4]);
    const loss = badLoss();
    launch.copy(w.address, loss.address, 4);
    launch.fill(w.address, 0, 4);
    expect(() => w.data).toThrow(IndexError);
    expect(w.toArray()).toEqual([1, 2, 3, 4]);
  });

  test("changes no byte of other memory", () => {
    const loss = badLoss();
    const { memory } = engine();
    const before = new Int32Array(memory.buffer).slice();
    launch.fill(loss.address, 0, 4); // behind it: not run
    expect(() => flush()).toThrow(IndexError);
    const after = new Int32Array(memory.buffer);
    const changed: number[] = [];
    for (let i = HEAP / 4; i < after.length; i++) if (after[i] !== before[i]) changed.push(4 * i - loss.address);
    // The losses themselves; that of the bad label is 0, which may be what was there.
    expect(changed.filter((at) => at < 0 || at >= 16)).toEqual([]);
    expect(changed.length).toBeGreaterThanOrEqual(3);
    for (let i = 0; i < LIST / 4; i++) {
      // Besides the error's own words, it opens the barrier.
      if ((i < 16 || i >= 20) && i !== PHASE / 4) expect(after[i], `word ${i} of page 0`).toBe(before[i]);
    }
    expect(after[16], "the error word").toBe(0);
  });

  test("is the first that is met, in a list of several", () => {
    const [x, y] = [ones([3]), new Tensor([2])];
    const indices = [tensor(Int32Array.of(1, 5)), tensor(Int32Array.of(7, 0))];
    flush();
    for (const at of indices) launch.gather(y.address, x.address, at.address, 3, 2, 1, 2);
    expect(() => y.data).toThrow("gather: index is 5, expected 0 <= index < 3");
    expect(y.toArray()).toEqual([1, 0]);
  });

  test("is met by the op itself when the list is full, and then again by nobody", () => {
    const [x, at, y] = [ones([3]), tensor(Int32Array.of(9)), new Tensor([1])];
    flush();
    launch.gather(y.address, x.address, at.address, 3, 1, 1, 1);
    expect(() => {
      for (let i = 0; i < 1e5; i++) launch.fill(x.address, 0, 3);
    }).toThrow(IndexError);
    flush();
    expect(x.toArray()).toEqual([1, 1, 1]);
  });

  test("shows at once if each launch runs by itself", () => {
    const [x, at, y] = [ones([3]), tensor(Int32Array.of(-1)), new Tensor([1])];
    launchSettings.flushAfter = 1;
    expect(() => launch.gather(y.address, x.address, at.address, 3, 1, 1, 1)).toThrow("gather: index is -1");
  });

  test("leaves the engine usable", () => {
    const loss = badLoss();
    expect(() => loss.data).toThrow(IndexError);
    expect(add(tensor([1, 2]), 1).toArray()).toEqual([2, 3]);
  });
});

describe("a trap", () => {
  test("is an error of the engine, which stays usable", () => {
    const t = ones([2]);
    flush();
    launch.fill(-64, 1, 4096); // beyond any memory
    expect(() => t.data).toThrow(EngineError);
    launch.fill(-64, 1, 4096);
    expect(() => t.data).toThrow("run: a kernel failed: RuntimeError");
    expect(add(t, 1).toArray()).toEqual([2, 2]);
  });

  test("leaves no report of an index behind", () => {
    const [x, at] = [ones([3]), tensor(Int32Array.of(9, 0))];
    flush();
    launch.gather(engine().memory.buffer.byteLength - 4, x.address, at.address, 3, 2, 1, 2); // its second row is outside
    expect(() => x.data).toThrow(EngineError);
    expect(add(x, 1).toArray()).toEqual([2, 2, 2]);
  });
});
