import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { decode } from "../../src/io/safetensors.ts";
import { numbersIn, runExample } from "../helpers/example.ts";

const folder = mkdtempSync(join(tmpdir(), "custom-layer-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a layer of one's own is checked, trained, saved and loaded", async () => {
  const path = join(folder, "weights.safetensors");
  const [checked, accuracy, counts, names, same, ...rest] = await runExample("custom-layer", path);
  expect(rest).toEqual([]);
  expect(checked).toMatch(/^gradcheck: off by \de-\d+ of the gradient at most$/);
  expect(numbersIn(checked!)[0]).toBeLessThan(1e-2);
  expect(accuracy).toMatch(/^\d+\.\d % of 200 new points$/);
  expect(numbersIn(accuracy!)[0]).toBeGreaterThan(94);

  const strongest = numbersIn(counts!);
  expect(strongest).toHaveLength(12);
  expect(strongest.reduce((sum, n) => sum + n)).toBe(40 * 400); // epochs and samples: none was counted in evaluation

  expect(names).toBe("in the file: 0.centers, 0.sharpness, 0.strongest, 1.weight, 1.bias");
  expect(same).toBe("the same bits from it: true");
  const { tensors } = decode(readFileSync(path));
  expect([...tensors.keys()].sort()).toEqual(["0.centers", "0.sharpness", "0.strongest", "1.bias", "1.weight"]);
  expect(Array.from(tensors.get("0.strongest")!.data)).toEqual(strongest);
});
