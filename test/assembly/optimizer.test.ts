import { describe, expect, test } from "vitest";
import { type Operand, runCase } from "../helpers/kernels.ts";
import { noise } from "../helpers/random.ts";

const { fround, sqrt } = Math;
const SIZES = [0, 1, 3, 4, 5, 15, 16, 17, 33, 1000];

const floats = (...values: number[]): Operand => ({ length: values.length, fill: (i) => values[i]! });
/** Float64 cells, as words. */
const doubles = (...values: number[]): Operand => {
  const words = new Int32Array(Float64Array.from(values).buffer);
  return { length: words.length, ints: true, fill: (i) => words[i]! };
};
const zip = (n: number, f: (i: number) => number) => Array.from({ length: n }, (_, i) => f(i));

/** A few roundings of numbers below 2 apart. */
function expectNear(got: Float32Array, expected: readonly number[], what: string): void {
  expect(got.length, what).toBe(expected.length);
  const distance = Math.max(0, ...expected.map((v, i) => Math.abs(v - got[i]!)));
  expect(distance, what).toBeLessThanOrEqual(6 * 2 ** -24);
}

/** An operand with what it holds before the run, since the run overwrites it. */
function known(length: number, value = noise): { operand: Operand; before: Float32Array } {
  const before = Float32Array.from({ length }, value);
  return { operand: { length, fill: (i) => before[i]! }, before };
}

test("sgd_tick rounds the cells to float32", () => {
  const cells = [0.1, 0.9, 1e-4];
  const [now] = runCase({ kernel: "sgd_tick", args: [{ length: 3 }, doubles(...cells)], items: 1 });
  expect([...now!.floats()]).toEqual(cells.map(fround));
});

test("sgd steps against the gradient and shrinks the weights", () => {
  const now = [0.3, 0.9, 0.2].map(fround);
  for (const items of SIZES) {
    const { operand: w, before } = known(items);
    const [after, dw] = runCase({ kernel: "sgd", args: [w, { length: items }, floats(...now)], items });
    const expected = zip(items, (i) => before[i]! - now[0]! * (dw!.floats()[i]! + now[2]! * before[i]!));
    expectNear(after!.floats(), expected, `${items}`);
  }
});

test.each([0, 1])("sgd_momentum keeps a velocity, Nesterov %i", (nesterov) => {
  const [rate, momentum, decay] = [0.3, 0.9, 0.2].map(fround) as [number, number, number];
  for (const items of SIZES) {
    const w = known(items);
    const v = known(items);
    const args = [w.operand, v.operand, { length: items }, floats(rate, momentum, decay), nesterov];
    const [wNow, vNow, dw] = runCase({ kernel: "sgd_momentum", args, items });
    const g = zip(items, (i) => dw!.floats()[i]! + decay * w.before[i]!);
    const velocity = zip(items, (i) => momentum * v.before[i]! + g[i]!);
    expectNear(vNow!.floats(), velocity, `v of ${items}`);
    const step = zip(items, (i) => (nesterov ? g[i]! + momentum * velocity[i]! : velocity[i]!));
    expectNear(
      wNow!.floats(),
      zip(items, (i) => w.before[i]! - rate * step[i]!),
      `w of ${items}`,
    );
  }
});

test("adam_tick multiplies the powers on and derives the factors", () => {
  const [rate, b1, b2, epsilon, decay] = [0.1, 0.9, 0.999, 1e-8, 0.01] as const;
  let [p1, p2] = [1, 1];
  for (let t = 1; t <= 3; t++) {
    const cells = doubles(rate, b1, b2, epsilon, decay, p1, p2);
    const [state, now] = runCase({ kernel: "adam_tick", args: [cells, { length: 8 }], items: 1 });
    p1 *= b1;
    p2 *= b2;
    expect([...new Float64Array(state!.ints().buffer)]).toEqual([rate, b1, b2, epsilon, decay, p1, p2]);
    const factors = [rate / (1 - p1), 1 / sqrt(1 - p2), epsilon, decay, b1, 1 - b1, b2, 1 - b2];
    expect([...now!.floats()]).toEqual(factors.map(fround));
  }
});

describe("adam", () => {
  // No factor is near 0 or 1, so that each of them counts.
  const now = [0.3, 1.7, 0.1, 0.2, 0.9, 0.15, 0.8, 0.25].map(fround);
  const [rate, root, epsilon, decay, b1, c1, b2, c2] = now as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];

  test("keeps running means and steps by their ratio", () => {
    for (const items of SIZES) {
      const w = known(items);
      const m = known(items);
      const v = known(items, () => Math.abs(noise()));
      const args = [w.operand, m.operand, v.operand, { length: items }, floats(...now)];
      const [wNow, mNow, vNow, dw] = runCase({ kernel: "adam", args, items });
      const g = zip(items, (i) => dw!.floats()[i]! + decay * w.before[i]!);
      const mean = zip(items, (i) => b1 * m.before[i]! + c1 * g[i]!);
      const square = zip(items, (i) => b2 * v.before[i]! + c2 * g[i]! ** 2);
      expectNear(mNow!.floats(), mean, `m of ${items}`);
      expectNear(vNow!.floats(), square, `v of ${items}`);
      const expected = zip(items, (i) => w.before[i]! - (rate * mean[i]!) / (sqrt(square[i]!) * root + epsilon));
      expectNear(wNow!.floats(), expected, `w of ${items}`);
    }
  });

  test("leaves weights without a gradient where they are", () => {
    const w = known(7);
    const zeros: Operand = { length: 7, fill: () => 0 };
    const factors = [0.3, 1.7, 1e-8, 0, 0.9, 0.1, 0.999, 0.001];
    const args = [w.operand, { ...zeros }, { ...zeros }, { ...zeros }, floats(...factors)];
    const [after] = runCase({ kernel: "adam", args, items: 7 });
    expect(after!.floats()).toEqual(w.before);
  });
});
