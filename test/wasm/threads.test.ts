import { availableParallelism } from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import { EngineError, IndexError } from "../../src/base/errors.ts";
import { softmaxCrossEntropy, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { Tensor } from "../../src/tensor/tensor.ts";
import { engine } from "../../src/wasm/engine.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { EPOCH, LIST, PAGE, SPINS } from "../../src/wasm/layout.ts";
import { flush, list } from "../../src/wasm/list.ts";
import { runOnAll, threadCount } from "../../src/wasm/threads.ts";
import { randomTensor } from "../helpers/random.ts";

const N = 1 << 16;

afterEach(shutdown);

/** Runs one launch on all threads, however small it is. */
function runSplit(grain: number, call: () => void): void {
  flush();
  call();
  const words = Int32Array.from(list.words.subarray(0, list.words[0]! >>> 16));
  words[2] = grain;
  list.words[1] = 0;
  flush();
  new Int32Array(engine().memory.buffer, LIST, words.length).set(words);
  runOnAll(LIST, 1);
}

describe("threads", () => {
  test("are started and ended, again and again", async () => {
    for (const threads of [2, 1, 3, 2]) {
      expect((await init({ threads })).threads).toBe(threads);
      expect(threadCount()).toBe(threads);
      const [x, y] = [randomTensor(N), new Tensor([N])];
      runSplit(16, () => launch.copy(y.address, x.address, N));
      const expected = x.data;
      expect(y.data.findIndex((v, i) => v !== expected[i])).toBe(-1);
    }
    await shutdown();
    expect(threadCount()).toBe(1);
    expect((await init()).threads).toBe(1);
  });

  test('"auto" takes the cores that the host grants', async () => {
    expect((await init({ threads: "auto" })).threads).toBe(availableParallelism());
  });

  test.each([0, -1, 1.5, 33, Number.NaN])("%d of them are refused", async (threads) => {
    await expect(init({ threads })).rejects.toThrow(EngineError);
  });

  test("each has a part of a split launch", async () => {
    await init({ threads: 2 });
    const before = new Int32Array(engine().memory.buffer)[EPOCH / 4]!;
    const y = new Tensor([N]);
    runSplit(16, () => launch.fill(y.address, 7, N));
    expect(new Int32Array(engine().memory.buffer)[EPOCH / 4]).toBe(before + 1);
    expect(new Int32Array(y.data.buffer).findIndex((v) => v !== 7)).toBe(-1);
  });

  test("idle workers use no processor time", async () => {
    await init({ threads: 3 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(100);
  });
});

describe("failures", () => {
  test("a bad index ends the list on all threads, and the engine goes on with all of them", async () => {
    await init({ threads: 2 });
    const labels = new Int32Array(4096);
    labels[4000] = 10;
    expect(() => softmaxCrossEntropy(randomTensor(4096, 10), tensor(labels)).data).toThrow(IndexError);
    expect(threadCount()).toBe(2);
    expect(sum(tensor([1, 2])).item()).toBe(3);
  });

  test("a trap in a worker is an error at once, and the engine goes on with one thread", async () => {
    await init({ threads: 2 });
    const end = engine().memory.buffer.byteLength;
    const start = performance.now();
    // The caller's half lies in the last page, which is never handed out; the worker's half behind it.
    expect(() => runSplit(16, () => launch.fill(end - PAGE / 2, 0, PAGE / 4))).toThrow(
      /^run: a kernel failed: in a worker/,
    );
    expect(performance.now() - start).toBeLessThan(900);
    expect(threadCount()).toBe(1);
    expect(sum(randomTensor(N)).size).toBe(1);
    expect((await init({ threads: 2 })).threads).toBe(2);
  });

  test("a trap in the caller's part is an error, too", async () => {
    await init({ threads: 2 });
    const end = engine().memory.buffer.byteLength;
    expect(() => runSplit(0, () => launch.fill(end, 0, 16))).toThrow(EngineError);
    expect(threadCount()).toBe(1);
    expect(sum(tensor([1, 2])).item()).toBe(3);
  });

  test("a worker that was ended from outside is missed after a second", async () => {
    await init({ threads: 2 });
    const control = new Int32Array(engine().memory.buffer);
    // What `terminate` leaves behind: a worker that never answers.
    Atomics.store(control, EPOCH / 4 + 4, 0);
    Atomics.add(control, EPOCH / 4, 1);
    Atomics.notify(control, EPOCH / 4);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const y = new Tensor([N]);
    const start = performance.now();
    expect(() => runSplit(16, () => launch.fill(y.address, 1, N))).toThrow("did not come back in 1000 ms");
    expect(performance.now() - start).toBeGreaterThan(990);
    expect(threadCount()).toBe(1);
  });
});

test("threads that sleep at every barrier give the same bits as threads that look", async () => {
  const [x, y, z] = [randomTensor(N), new Tensor([N]), new Tensor([N])];
  const chain = (): Uint32Array => {
    for (let i = 0; i < 40; i++) {
      launch.neg(y.address, i === 0 ? x.address : z.address, N);
      launch.exp(z.address, y.address, N);
    }
    return new Uint32Array(z.data.buffer);
  };
  await init({ threads: 1 });
  const expected = chain();
  await init({ threads: 3 });
  const control = new Int32Array(engine().memory.buffer);
  for (const looks of [1, 3, 20_000]) {
    control[SPINS / 4] = looks;
    for (let i = 0; i < 20; i++) {
      const got = chain();
      expect(got.findIndex((word, k) => word !== expected[k])).toBe(-1);
    }
  }
});
