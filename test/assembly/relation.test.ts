import { expect, test } from "vitest";
import { proveBinary } from "../helpers/broadcast.ts";
import { proveElementwise } from "../helpers/elementwise.ts";
import { runCase } from "../helpers/kernels.ts";

const relations: readonly (readonly [relation: number, f: (a: number, b: number) => boolean])[] = [
  [1, (a, b) => a < b],
  [2, (a, b) => a === b],
  [3, (a, b) => a <= b],
  [6, (a, b) => a !== b],
  [5, (a, b) => !(a < b)],
];

proveBinary(
  relations.flatMap(([relation, f]) => [
    { kernel: "compare" as const, f: (a, b) => Number(f(a, b)), gives: "int32", numbers: [relation] },
    { kernel: "compare_int" as const, f: (a, b) => Number(f(a, b)), ints: true, numbers: [relation] },
  ]),
);

const logic: readonly (readonly [relation: number, f: (a: boolean, b: boolean) => boolean])[] = [
  [1, (a, b) => a && b],
  [2, (a, b) => a !== b],
  [3, (a, b) => a || b],
  [5, (a, b) => !(a && b)],
];

proveBinary(
  logic.map(([relation, f]) => ({
    kernel: "logic",
    f: (a, b) => Number(f(a !== 0, b !== 0)),
    ints: true,
    numbers: [relation],
  })),
);

proveElementwise([
  { kernel: "select", f: (c, a, b) => (c === 0 ? b! : a!), ints: { x: true, y: true }, numbers: () => [1, 1, 1] },
]);

test.each([0, 1, 2, 3, 4, 5, 6])("select repeats operands, steps %i", (steps) => {
  const step = (bit: number) => (steps >> bit) & 1;
  for (const items of [1, 3, 4, 17, 130]) {
    const operand = (bit: number) => ({
      length: step(bit) ? items : 1,
      ints: true,
      fill: (i: number) => (i % 3) - bit,
    });
    const [y, c, a, b] = runCase({
      kernel: "select",
      args: [{ length: items, ints: true }, operand(0), operand(1), operand(2), step(0), step(1), step(2)],
      items,
    }).map((array) => array.ints());
    const expected = Int32Array.from({ length: items }, (_, i) =>
      c![i * step(0)] === 0 ? b![i * step(2)]! : a![i * step(1)]!,
    );
    expect(y).toEqual(expected);
  }
});
