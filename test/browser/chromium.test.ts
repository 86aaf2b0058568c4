// The package in a browser: Debian's Chromium, pages from a server of our own on the loopback interface.

import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { init } from "../../src/wasm/init.ts";
import { EPOCH } from "../../src/wasm/layout.ts";
import { bundled, type Policy, Site } from "../helpers/site.ts";
import { expectClose } from "../helpers/close.ts";
import type { Client } from "./client/page.ts";
import { definition, ops, training, validated } from "./client/work.ts";

const CHROMIUM = "/usr/bin/chromium";
const LIMIT = 20_000;
/** A browser takes its time to start where others do. */
const LAUNCH = 90_000;
/** A machine that runs everything must have it. */
const isMissing = !existsSync(CHROMIUM) && process.env["CI"] === undefined;

describe.skipIf(isMissing)("in Chromium (needs the package chromium)", () => {
  let browser: Browser;
  let site: Site;
  let example: Site;
  let page: Page;
  let expected: Awaited<ReturnType<typeof training>>;
  let expectedOps: ReturnType<typeof ops>;
  const problems: string[] = [];

  beforeAll(async () => {
    await init({ simd: "plain" });
    const folder = "test/browser/client";
    [site, example, browser] = await Promise.all([
      Site.open([`${folder}/index.html`, `${folder}/page.ts`, `${folder}/trainer.ts`, `${folder}/squarer.ts`]),
      Site.open(["examples/worker/index.html", "examples/worker/page.ts", "examples/worker/trainer.ts"]),
      chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"], timeout: LAUNCH }),
    ]);
    expected = await training();
    expectedOps = ops();
  }, LAUNCH + LIMIT);

  afterAll(async () => {
    await Promise.all([browser?.close(), site?.close(), example?.close()]);
  }, LIMIT);

  afterEach(async () => {
    await page?.close();
    expect(problems.splice(0)).toEqual([]);
  });

  /** A new page, and with it a new engine. */
  async function visit(where: Site, policy: Policy): Promise<Page> {
    page = await browser.newPage();
    page.setDefaultTimeout(LIMIT);
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.addInitScript(() => {
      const { Memory } = WebAssembly;
      WebAssembly.Memory = class extends Memory {
        constructor(descriptor: WebAssembly.MemoryDescriptor) {
          super(descriptor);
          Object.assign(globalThis, { engineMemory: this });
        }
      };
    });
    await page.goto(where.address(policy, "index.html"), { waitUntil: "load" });
    return page;
  }

  /** Calls a function of client/page.ts there. */
  function call<K extends keyof Client>(
    name: K,
    ...args: Parameters<Client[K]>
  ): Promise<Awaited<ReturnType<Client[K]>>> {
    const calling = page.evaluate(
      ([name, args]) => {
        const { client } = globalThis as unknown as { client: Record<string, (...args: unknown[]) => unknown> };
        return client[name]!(...args);
      },
      [name, args] as const,
    );
    return calling as Promise<Awaited<ReturnType<Client[K]>>>;
  }

  async function expectSameBits(): Promise<void> {
    expect(await call("ops")).toEqual(expectedOps);
    expect(await call("training")).toEqual(expected);
  }

  describe("a page", () => {
    test("that is isolated computes as Node does, to the bit, on one thread and on two", async () => {
      await visit(site, "isolated");
      expect(await call("init", { simd: "plain" })).toMatchObject({ simd: "plain", threads: 1, shared: true, why: "" });
      await expectSameBits();
      /** Lists that ran on all threads. */
      const split = () =>
        page.evaluate((at) => {
          const { engineMemory } = globalThis as unknown as { engineMemory: WebAssembly.Memory };
          return new Int32Array(engineMemory.buffer)[at]!;
        }, EPOCH / 4);
      const before = await split();
      expect(await call("init", { threads: 2 })).toMatchObject({ threads: 2, why: "" });
      expect(page.workers()).toHaveLength(1);
      expect(await call("ops")).toEqual(expectedOps);
      const between = await split();
      expect(between).toBeGreaterThan(before);
      expect(await call("training")).toEqual(expected);
      expect(await split()).toBeGreaterThan(between);
      await call("shutdown");
      await expect.poll(() => page.workers().length, { timeout: LIMIT }).toBe(0);
      expect(await call("ops")).toEqual(expectedOps);
    });

    test("takes a thread for each core that the browser tells", async () => {
      await visit(site, "isolated");
      const cores = await page.evaluate(() => navigator.hardwareConcurrency);
      expect((await call("init", { threads: "auto" })).threads).toBe(cores);
    });

    test("that is not isolated has one thread, says so, and computes the same", async () => {
      await visit(site, "open");
      const report = await call("init", { simd: "plain", threads: 2 });
      expect(report).toMatchObject({
        threads: 1,
        shared: false,
        why: expect.stringMatching(/not cross-origin isolated/),
      });
      expect(page.workers()).toHaveLength(0);
      await expectSameBits();
    });

    test("whose policy forbids workers from blobs has one thread, says so, and computes the same", async () => {
      await visit(site, "strict");
      const report = await call("init", { simd: "plain", threads: 2 });
      expect(report).toMatchObject({ threads: 1, shared: true, why: expect.stringMatching(/worker-src blob:/) });
      await expectSameBits();
    });

    test("makes samples of bitmaps, and of image data", async () => {
      await visit(site, "open");
      const plane = (value: number) => [value, value, 1, 1, value, value, 1, 1].map(Math.fround);
      const picture = [...plane(0.2), ...plane(0.4), ...plane(1)];
      expect(await call("bitmaps")).toEqual({ shape: [3, 2, 4], x: [...picture, ...picture], y: [3, 5] });
    });

    test("runs the relaxed build unless told otherwise", async () => {
      await visit(site, "isolated");
      expect(await call("init")).toMatchObject({ simd: "relaxed", why: "" });
      const { losses, accuracy } = await call("training");
      expectClose(losses, expected.losses, 1e-3);
      expect(accuracy).toBeGreaterThan(0.7);
    });
  });

  describe("a worker", () => {
    test.each([
      { policy: "isolated", threads: 2, shared: true, why: /^$/ },
      { policy: "open", threads: 1, shared: false, why: /not cross-origin isolated/ },
      { policy: "strict", threads: 1, shared: true, why: /worker-src blob:/ },
    ] as const)("of a page that is $policy trains on $threads threads, with the same bits", async (wanted) => {
      await visit(site, wanted.policy);
      const { report, result, outputs } = await call("remoteTraining", 2);
      expect(report).toMatchObject({ simd: "plain", threads: wanted.threads, shared: wanted.shared });
      expect(report.why).toMatch(wanted.why);
      expect(result).toEqual(expected);
      expect(outputs).toEqual([360, 10]);
      await expect.poll(() => page.workers().length, { timeout: LIMIT }).toBe(0);
    });

    test("of a pool cross-validates with the same figures", async () => {
      await visit(site, "open");
      expect(await call("validatedBy", 2)).toEqual(await validated(definition));
      await expect.poll(() => page.workers().length, { timeout: LIMIT }).toBe(0);
    });

    test("leaves the page free while it trains, until it is aborted", async () => {
      await visit(site, "open");
      const { ticks, batches, early, name } = await call("ticksWhileTraining", 20);
      expect({ early, name }).toEqual({ early: false, name: "AbortError" });
      expect(ticks).toBeGreaterThanOrEqual(20);
      expect(batches).toBeGreaterThan(0);
    });

    test("runs a function ahead of a pipeline, one of two", async () => {
      await visit(site, "open");
      const { squares, names, error } = await call("squares", 40);
      expect(squares).toEqual(Array.from({ length: 40 }, (_, i) => [i ** 2, (i + 1) ** 2]));
      expect(names).toEqual(["a", "b"]);
      expect(error).toBe("RangeError: square: there are 0 numbers");
      await expect.poll(() => page.workers().length, { timeout: LIMIT }).toBe(0);
    });

    test("hands on errors with their class, and is missed when it cannot load", async () => {
      await visit(site, "open");
      expect(await call("failures")).toEqual({
        isShapeError: true,
        message: expect.stringMatching(/^linear: x is \[1, 2\], expected \[..., D=64\]/),
        survived: "Uncaught Error: nobody catches this",
        outputs: [360, 10],
        missing: "EngineError: connect: the worker failed: its module could not load",
      });
    });
  });

  test("the example trains, and stops", async () => {
    await visit(example, "isolated");
    const status = page.locator("#status");
    const says = (wanted: RegExp) => expect.poll(() => status.textContent(), { timeout: LIMIT }).toMatch(wanted);
    await says(/^ready: \d+ threads/);
    const [train, stop] = [page.locator("#train"), page.locator("#stop")];
    await train.evaluate((button: HTMLButtonElement) => {
      button.click();
      document.getElementById("stop")!.click();
    });
    await says(/^stopped/);
    expect(await stop.isDisabled()).toBe(true);
    await train.click();
    await says(/^done: 9\d\.\d %/);
    expect(await page.locator("#weights").getAttribute("href")).toMatch(/^blob:/);
  });
});

test("a page that only talks to its worker does not load the engine", async () => {
  expect((await bundled("test/browser/client/talk.ts")).length).toBeLessThan(20_000);
});
