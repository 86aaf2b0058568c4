import { Worker } from "node:worker_threads";
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { EngineError, FormatError, ValueError } from "../../src/base/errors.ts";
import { pipeline } from "../../src/data/index.ts";
import {
  connectFunction,
  type ConnectFunctionOptions,
  exposeFunction,
  type RemoteFunction,
} from "../../src/worker/index.ts";
import { Bundle } from "../helpers/bundle.ts";
import { upTo } from "../helpers/elements.ts";
import type { work } from "./functions.ts";

let bundle: Bundle;
const open: { terminate(): Promise<void> }[] = [];

beforeAll(async () => {
  bundle = await Bundle.build("test/worker/functions.ts");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((remote) => remote.terminate()));
});
afterAll(() => bundle.remove());

function start(workers = 1, options?: ConnectFunctionOptions, workerData?: string): RemoteFunction<typeof work> {
  const all = upTo(workers).map(() => new Worker(bundle.path, { workerData }));
  const remote = connectFunction<typeof work>(all, options);
  open.push(remote);
  return remote;
}

describe("a function in workers", () => {
  test("takes calls in their order, one at a time in each, all at once", async () => {
    const remote = start(2);
    expect(remote.parallel).toBe(2);
    const results = await Promise.all(upTo(8).map((id) => remote(id, { wait: 20 })));
    expect(results.map(({ id, most }) => [id, most])).toEqual(upTo(8).map((id) => [id, 1]));
    expect(new Set(results.map(({ threadId }) => threadId)).size).toBe(2);
  });

  test("decodes ahead of a pipeline, in order", async () => {
    const remote = start(2);
    const p = pipeline(upTo(20)).map((id) => remote(id, { wait: (7 * id) % 5 }), { parallel: remote.parallel });
    expect((await p.toArray()).map(({ id }) => id)).toEqual(upTo(20));
    expectTypeOf(p.map(({ squares }) => squares)).toEqualTypeOf<
      ReturnType<typeof pipeline<Float32Array<ArrayBuffer> | undefined>>
    >();
  });

  test("gets copies of arrays, or the arrays themselves, and keeps what it answers only parts of", async () => {
    const numbers = Float32Array.of(1, 2, 3);
    const copying = start();
    for (let k = 0; k < 2; k++) {
      const { squares, part, nested } = await copying(5, { numbers });
      expect([squares, part, nested]).toEqual([
        Float32Array.of(1, 4, 9),
        Float32Array.of(2, 3),
        [{ deep: Int32Array.of(5) }],
      ]);
    }
    expect(numbers).toEqual(Float32Array.of(1, 2, 3));
    const part = numbers.subarray(1);
    const moving = start(1, { transfer: true });
    expect((await moving(5, { numbers: part })).length).toBe(2);
    expect((await moving(5, { numbers })).length).toBe(3);
    expect(numbers.length).toBe(0);
  });

  test("throws here what it throws there, and goes on", async () => {
    const remote = start();
    await expect(remote(3, { fails: "format" })).rejects.toThrow(new FormatError("work: 3 is broken"));
    await expect(remote(3, { fails: "format" })).rejects.toThrow(FormatError);
    await expect(remote(3, { fails: "text" })).rejects.toThrow("a text");
    await expect(remote(3, { fails: "nothing" })).rejects.toThrow("undefined");
    await expect(remote(3, { fails: "uncloneable" })).rejects.toThrow(/could not be cloned/);
    await expect(remote(3, { wait: (() => 1) as never })).rejects.toThrow(/could not be cloned/);
    expect((await remote(4)).id).toBe(4);
    const p = pipeline([1, 2]).map((id) => remote(id, id === 2 ? { fails: "format" } : {}));
    await expect(p.toArray()).rejects.toMatchObject({
      message: "map: element 1 failed: work: 2 is broken",
      cause: expect.any(FormatError),
    });
  });

  test("loses the call of a worker that ends; the others go on, until none is left", async () => {
    const remote = start(2);
    const calls = [remote(0, { fails: "exits" }), ...upTo(5).map((id) => remote(id, { wait: 10 }))];
    const results = await Promise.allSettled(calls);
    expect(results.map(({ status }) => status)).toEqual(["rejected", ...upTo(5).map(() => "fulfilled")]);
    await expect(calls[0]).rejects.toThrow("connectFunction: the worker failed: it ended with code 4");
    await expect(calls[0]).rejects.toThrow(EngineError);
    expect(remote.parallel).toBe(1);
    const last = Promise.allSettled([remote(0, { fails: "exits" }), remote(1), remote(2)]);
    expect((await last).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(remote.parallel).toBe(0);
    await expect(remote(1)).rejects.toThrow(EngineError);
  });

  test("fails where it cannot start, and when it is terminated", async () => {
    const broken = start(2, {}, "broken");
    const calls = await Promise.allSettled(upTo(3).map((id) => broken(id)));
    for (const call of calls) {
      expect(call).toMatchObject({ reason: { message: "connectFunction: the worker failed: it cannot start" } });
    }
    const remote = start(2);
    const waiting = Promise.allSettled(upTo(6).map((id) => remote(id, { wait: 5000 })));
    await remote.terminate();
    for (const call of await waiting) {
      expect(call).toMatchObject({ reason: { name: "EngineError", message: "connectFunction: it was terminated" } });
    }
    await expect(remote(1)).rejects.toThrow("connectFunction: it was terminated");
  });

  test("needs workers, and to be one in a worker", () => {
    expect(() => connectFunction([])).toThrow(ValueError);
    expect(() => exposeFunction(() => 1)).toThrow(
      "exposeFunction: this is no worker, expected the module that new Worker(…) starts",
    );
    expect(() => exposeFunction(1 as never)).toThrow(ValueError);
  });
});
