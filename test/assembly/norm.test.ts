import { expect, test } from "vitest";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const LENGTHS = [1, 3, 4, 5, 16, 17, 50];
const SPECIAL = [0, -0, Infinity, -Infinity, NaN, 1e-40, -3e38, 1];

const mixed = (length: number): Operand => ({
  length,
  fill: (i) => (i % 2 === 0 ? 4 * noise() : SPECIAL[(i >> 1) % SPECIAL.length]!),
});

test("times_sign gives a or −a, and 0 where x is 0", () => {
  for (const length of LENGTHS) {
    const items = length;
    const a: Operand = { length, fill: (i) => (i % 5 === 0 ? Infinity : noise()) };
    const [y, as, x] = runCase({ kernel: "times_sign", args: [{ length }, a, mixed(length)], items });
    const expected = [...x!.floats()].map((v, i) => (v === 0 ? 0 : as!.floats()[i]! * (Math.sign(v) || 0)));
    expect([...y!.floats()].map((v) => v + 0)).toEqual(expected.map((v) => v + 0));
    const same = mixed(length);
    const [sizes, of] = runCase({ kernel: "times_sign", args: [{ length }, same, same], items });
    expect(sizes!.floats()).toEqual(of!.floats().map(Math.abs));
  }
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
