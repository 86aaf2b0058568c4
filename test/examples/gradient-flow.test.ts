import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type * as Example from "../../examples/gradient-flow.ts";
import { readMarkup } from "../helpers/markup.ts";

const folder = mkdtempSync(join(tmpdir(), "gradient-flow-"));
const printed: string[] = [];
let example: typeof Example;

beforeAll(async () => {
  const { argv } = process;
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  process.argv = ["node", "gradient-flow.js", folder];
  example = await import("../../examples/gradient-flow.ts");
  process.argv = argv;
  log.mockRestore();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What of the last step's gradient reaches the first. */
const share = (norms: readonly number[]) => norms[0]! / norms.at(-1)!;
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v) / values.length;

describe("the example of the flow of gradients", () => {
  test("lets a gradient vanish in an RNN and survive in an LSTM with open forget gates", () => {
    const { flows } = example;
    for (const norms of Object.values(flows)) {
      expect(norms).toHaveLength(100);
      for (const norm of norms) expect(norm).toBeGreaterThan(0);
    }
    expect(share(flows.RNN)).toBeLessThan(1e-15);
    expect(share(flows.LSTM)).toBeLessThan(1e-10);
    expect(share(flows["LSTM, open forget gates"])).toBeGreaterThan(0.05);
    expect(share(flows["LSTM, open forget gates"])).toBeLessThan(20);
  });

  test("lets a gradient explode, and clipping tame it", () => {
    const { "as it is": wild, "clipped to 0.5": tame } = example.trainings;
    expect(tame.norms[0]).toBe(wild.norms[0]);
    expect(Math.max(...wild.norms.filter(Number.isFinite))).toBeGreaterThan(1e6);
    expect(Math.max(...tame.norms)).toBeLessThan(1e4);
    expect(wild.losses.at(-1)! < 1).toBe(false); // NaN, or far away
    expect(mean(tame.losses.slice(-50))).toBeLessThan(0.05); // the variance of what is to be learned is 0.11
  });

  test("draws both, a line each, and tells the figures", () => {
    for (const [file, lines, name] of [
      ["flow.svg", 3, "open forget gates"],
      ["clipping.svg", 2, "clipped to 0.5"],
    ] as const) {
      const { tags, text } = readMarkup(readFileSync(join(folder, file), "utf8"));
      expect(tags[0]!.name).toBe("svg");
      expect(tags.filter(({ attributes }) => attributes.get("stroke-width") === "2.25")).toHaveLength(lines);
      expect(text).toContain(name);
    }
    expect(printed).toHaveLength(5);
    for (const line of printed) expect(line).toMatch(/^(RNN|LSTM|gradient)/);
  });
});
