import { expect, test } from "vitest";
import { expectClose } from "../helpers/close.ts";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const LENGTHS = [1, 3, 4, 5, 16, 17, 50];
const SPECIAL = [0, -0, Infinity, -Infinity, NaN, 1e-40, -3e38, 1];

const mixed = (length: number): Operand => ({
  length,
  fill: (i) => (i % 2 === 0 ? 4 * noise() : SPECIAL[(i >> 1) % SPECIAL.length]!),
});

test.each([0.5, 1, 2, 3, -1, -0.5])("power gives |x| to the power of %d", (p) => {
  for (const length of LENGTHS) {
    const [y, x] = runCase({ kernel: "power", args: [{ length }, mixed(length), p, 0], items: length });
    x!.floats().forEach((v, i) => {
      const [got, want] = [y!.floats()[i]!, Math.fround(Math.abs(v) ** p)];
      if (Number.isFinite(want)) expect(Math.abs(got - want)).toBeLessThanOrEqual(1e-37 + 3e-5 * want);
      else expect(got).toBe(want);
    });
    if (p !== 1) continue;
    expect(y!.floats()).toEqual(x!.floats().map(Math.abs));
  }
});

test.each([0, 0.5, 1, 2, -1])("power with a sign gives sign(x) |x| to the power of %d", (p) => {
  for (const length of LENGTHS) {
    const [y, x] = runCase({ kernel: "power", args: [{ length }, mixed(length), p, 1], items: length });
    x!.floats().forEach((v, i) => {
      const want = Math.fround(v === 0 || (p === 0 && Number.isNaN(v)) ? 0 : Math.sign(v) * Math.abs(v) ** p);
      const got = y!.floats()[i]!;
      if (Number.isFinite(want)) expect(Math.abs(got - want)).toBeLessThanOrEqual(1e-37 + 3e-5 * Math.abs(want));
      else expect(got).toBe(want);
    });
  }
});

// Of small logarithms the power is as exact as the exponential.
test("power is accurate near 1", () => {
  const x: Operand = { length: 64, fill: () => 1.5 + noise() };
  const [y, used] = runCase({ kernel: "power", args: [{ length: 64 }, x, 2.5, 0], items: 64 });
  expectClose(
    y!.floats(),
    [...used!.floats()].map((v) => v ** 2.5),
    4 * 2 ** -24,
  );
});

test("nonzero tells 0 from all else", () => {
  for (const length of LENGTHS) {
    const [y, x] = runCase({ kernel: "nonzero", args: [{ length }, mixed(length), 0x7fffffff], items: length });
    expect([...y!.ints()]).toEqual([...x!.floats()].map((v) => Number(v !== 0)));
    const ints: Operand = { length, ints: true, fill: (i) => [0, 1, -(2 ** 31), -1][i % 4]! };
    const [z] = runCase({ kernel: "nonzero", args: [{ length }, ints, -1], items: length });
    expect([...z!.ints()]).toEqual(Array.from({ length }, (_, i) => Number(i % 4 !== 0)));
  }
});
