import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { shutdown } from "../../src/wasm/init.ts";
import { numbersIn, runExample } from "../helpers/example.ts";

const folder = join(process.env["WASMGRAD_DATA"] ?? "", "mnist");
const isThere = process.env["WASMGRAD_DATA"] !== undefined && existsSync(folder);

afterAll(() => shutdown());

test.skipIf(!isThere)(
  "LeNet-5 reads MNIST: at least 97 % after two epochs (needs WASMGRAD_DATA)",
  async () => {
    const progress = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const [first, ...epochs] = await runExample("mnist", folder);
    progress.mockRestore();
    expect(first).toMatch(/^60000 digits, threads: [1-9]\d*$/);
    expect(epochs).toHaveLength(2);
    const shares = epochs.map((line, i) => {
      expect(line).toMatch(/^epoch \d: \d\d\.\d\d % in \d+\.\d seconds$/);
      expect(numbersIn(line)[0]).toBe(i + 1);
      return numbersIn(line)[1]!;
    });
    expect(shares[0]).toBeGreaterThan(95);
    expect(shares[1]).toBeGreaterThan(97);
  },
  300_000,
);
