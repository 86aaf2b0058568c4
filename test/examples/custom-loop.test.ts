import { expect, test } from "vitest";
import { numbersIn, runExample } from "../helpers/example.ts";

test("the loop stops early, keeps its best weights, and has those of fit", async () => {
  const lines = await runExample("custom-loop");
  const epochs = lines.slice(0, -2).map((line, i) => {
    expect(line).toMatch(/^epoch \d+: loss \d\.\d{4}, validation \d\.\d{4}$/);
    const [epoch, loss, validation] = numbersIn(line) as [number, number, number];
    expect(epoch).toBe(i + 1);
    return { loss, validation };
  });
  const validations = epochs.map(({ validation }) => validation);
  const best = Math.min(...validations);
  expect(epochs.length).toBeLessThan(40);
  expect(validations.lastIndexOf(best)).toBe(epochs.length - 4); // three more epochs were not better
  expect(best).toBeLessThan(0.1);
  expect(epochs[0]!.loss).toBeGreaterThan(0.3);
  expect(epochs.at(-1)!.loss).toBeLessThan(0.05);
  expect(lines.at(-2)).toBe(`best: ${best.toFixed(4)}`);
  expect(lines.at(-1)).toBe("the weights of fit: the same bits");
});
