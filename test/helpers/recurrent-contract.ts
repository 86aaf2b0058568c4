import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, noGrad, variable } from "../../src/autograd/tape.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { add, concat, mul, reshape, stack, sum, where } from "../../src/ops/index.ts";
import type { RecurrentOptions } from "../../src/ops/support/recurrent-units.ts";
import type { RecurrentWeights } from "../../src/ops/support/recurrent.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Shape } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { expectClose } from "./close.ts";
import { randomTensor } from "./random.ts";
import { loop, type Step, stepOf } from "./recurrent-loop.ts";
import { bitsOf } from "./replay.ts";

export interface Options extends RecurrentOptions {
  readonly c0?: Tensor | null;
}

export interface Result {
  readonly output: Tensor;
  readonly h: Tensor;
  readonly c?: Tensor;
  readonly gates?: Tensor | null;
}

/** A recurrent op for the contract. */
export interface RecurrentCase {
  /** As errors name it. */
  readonly name: string;
  readonly op: (x: Tensor, weights: RecurrentWeights, options?: Options) => Result;
  /** One step in elementary ops. */
  readonly step: Step;
  readonly gates: number;
  readonly hasCell: boolean;
  /** Whether it has kinks, near which differences say nothing. */
  readonly hasKinks?: boolean;
}

type Run = (given: Operands, options: RecurrentOptions) => Result;

/** Operands by their names, in one order. */
type Operands = Readonly<Record<string, Tensor>>;

const UNITS = [1, 3, 5, 8, 12];
/** Which operands and options there are: all of them, and each left out. */
const VARIANTS = [
  { biased: true, reverse: false, masked: false, started: true },
  { biased: true, reverse: true, masked: true, started: true },
  { biased: false, reverse: false, masked: true, started: true },
  { biased: true, reverse: true, masked: false, started: false },
  { biased: false, reverse: true, masked: true, started: false },
];
const [B, T, D] = [6, 4, 3];

/** Row by row: holes, padding alone, padding in front, behind, none. */
const MASK = [[1, 0, -3, 1], [0, 0, 0, 0], [0, 0, 1, 1], [1, 2, 0, 0], [1, 1, 1, 1], [0, 1, 0, 0]]; // prettier-ignore
const maskOf = (): Tensor => tensor(Int32Array.from(MASK.flat()), [B, T]);

/** What every recurrent op promises. */
export function recurrentContract(what: string, kind: RecurrentCase): void {
  const { op, gates, hasCell, name } = kind;
  const hasGates = name !== "rnn";

  const operands = (
    U: number,
    sizes: { B?: number; T?: number; biased?: boolean; started?: boolean } = {},
  ): Operands => {
    const [b, t] = [sizes.B ?? B, sizes.T ?? T];
    const scaled = (...shape: number[]) => mul(randomTensor(...shape), 1 / Math.sqrt(shape[1] ?? 2));
    const { biased = true, started = true } = sizes;
    return {
      ...{ x: randomTensor(b, t, D), wx: scaled(gates * U, D), wh: scaled(gates * U, U) },
      ...(biased ? { bx: scaled(gates * U), bh: scaled(gates * U) } : {}),
      ...(started ? { h0: randomTensor(b, U) } : {}),
      ...(started && hasCell ? { c0: randomTensor(b, U) } : {}),
    };
  };
  const call = ({ x, wx, wh, bx, bh, h0, c0 }: Operands, options: RecurrentOptions = {}): Result => {
    const states = { ...(h0 && { h0 }), ...(c0 && { c0 }) };
    return op(x!, { wx: wx!, wh: wh!, ...(bx && { bx }), ...(bh && { bh }) }, { ...options, ...states });
  };
  const byLoop = (given: Operands, options: RecurrentOptions = {}): Result => loop(kind.step, given, options);
  const results = ({ output, h, c }: Result): Tensor[] => [output, h, ...(hasCell ? [c!] : [])];
  const allOf = (result: Result): Tensor =>
    concat(
      results(result).map((t) => reshape(t, [-1])),
      0,
    );

  /** The results of `f`, and the gradients of an uneven sum of those in `which`, by name. */
  function withGradients(f: Run, given: Operands, options: RecurrentOptions, which = [0, 1, 2]) {
    return scope(() => {
      const made = Object.entries(given).map(([key, t]) => [key, variable(tensor(t.data, t.shape))] as const);
      const all = results(f(Object.fromEntries(made), options));
      const terms = all.flatMap((t, i) => (which.includes(i) ? [sum(mul(t, uneven(t.shape)))] : []));
      const loss = terms.reduce((a, b) => add(a, b));
      // Without steps and states, nothing may depend on anything.
      const grads = loss.origin === null ? new Map<Tensor, Tensor>() : gradients(loss);
      const ofName = (x: Tensor) => grads.get(x)?.data ?? new Float32Array(x.size);
      return {
        values: all.map((t) => t.data),
        grads: Object.fromEntries(made.map(([key, x]) => [key, ofName(x)])),
      };
    });
  }

  describe(`${what} keeps the contract of a recurrent op`, () => {
    describe.each(UNITS)("with %i units", (U) => {
      test.each(VARIANTS)("agrees with a loop of elementary ops, and so do all gradients: %o", (variant) => {
        scope(() => {
          const given = operands(U, variant);
          const options = { reverse: variant.reverse, mask: variant.masked ? maskOf() : null };
          for (const which of [[0, 1, 2], [0], [1], ...(hasCell ? [[2]] : [])]) {
            const got = withGradients(call, given, options, which);
            const wanted = withGradients(byLoop, given, options, which);
            wanted.values.forEach((v, i) => expectClose(got.values[i]!, v, 2e-6, `result ${i}`));
            for (const [key, dx] of Object.entries(wanted.grads)) {
              expectNear(got.grads[key]!, dx, 5e-6, `gradient of ${key} from ${which}`);
            }
          }
        });
      });

      const differences = kind.hasKinks ? [] : VARIANTS;
      test.each(differences)("has the gradients that differences give: %o", (variant) => {
        scope(() => {
          const given = operands(U, { ...variant, B: 3, T: 3 });
          const mask = tensor(Int32Array.from([0, 1, 1, 1, 0, 1, 0, 0, 0]), [3, 3]);
          const options = { reverse: variant.reverse, mask: variant.masked ? mask : null };
          const names = Object.keys(given);
          const f = (...xs: Tensor[]) => allOf(call(Object.fromEntries(names.map((key, i) => [key, xs[i]!])), options));
          expect(gradcheck(f, Object.values(given), { tolerance: 2e-2 })).toBeLessThan(2e-2);
        });
      });

      test.each([false, true])("reads nothing of steps that are left out, reverse: %s", (reverse) => {
        scope(() => {
          const given = operands(U);
          const mask = maskOf();
          const others = [Number.NaN, Infinity, -Infinity, 0, 1e30];
          const run = (filler: number, weight: number) => {
            const active = reshape(mask, [B, T, 1]);
            const x = where(active, given.x!, filler);
            const weighed = (given_: Operands, options: RecurrentOptions) => {
              const { output, ...more } = call(given_, options);
              // The gradient that comes for a step that is left out may be anything, too.
              return { output: mul(output, where(active, ones([B, T, U]), weight)), ...more };
            };
            const { values, grads } = withGradients(weighed, { ...given, x }, { mask, reverse });
            // Their output is 0, so that their weight counts only in the gradients.
            return [...(Number.isFinite(weight) ? values : values.slice(1)), ...Object.values(grads)].map(words);
          };
          const clean = run(0, 0);
          for (const other of others) expect(run(other, 1)).toEqual(clean);
          expect(run(0, Number.NaN)).toEqual(clean.slice(1));
          expect(call(given, { mask, reverse }).output.data.slice(T * U, 2 * T * U)).toEqual(new Float32Array(T * U));
        });
      });

      test.each([false, true])("is changed by more padding in its roundings only, reverse: %s", (reverse) => {
        scope(() => {
          const given = operands(U);
          const wide = (front: number, behind: number, t: Tensor, filler: number) => {
            const part = (n: number) => tensor(new Float32Array(B * n * (t.shape[2] ?? 1)).fill(filler), [B, n, ...t.shape.slice(2)]); // prettier-ignore
            return concat([part(front), t, part(behind)], 1);
          };
          const bare = withGradients(call, given, { mask: maskOf(), reverse });
          for (const [front, behind] of [
            [0, 3],
            [2, 0],
            [3, 9],
          ] as const) {
            const rows = MASK.map((row) => [...Array<number>(front).fill(0), ...row, ...Array<number>(behind).fill(0)]);
            const mask = tensor(Int32Array.from(rows.flat()), [B, front + T + behind]);
            const padded = (g: Operands, options: RecurrentOptions) => {
              const { output, ...more } = call(
                { ...g, x: wide(front, behind, g.x!, Number.NaN) },
                { ...options, mask },
              );
              const kept = Array.from({ length: T }, (_, t) => t + front);
              return {
                output: stack(
                  kept.map((t) => stepOf(output, t)),
                  1,
                ),
                ...more,
              };
            };
            const { values, grads } = withGradients(padded, given, { reverse });
            bare.values.forEach((v, i) => expectClose(values[i]!, v, 1e-6, `result ${i}`));
            for (const [key, dx] of Object.entries(bare.grads)) expectNear(grads[key]!, dx, 2e-6, key);
          }
        });
      });

      test("gives the same bits unrecorded, and leaves nothing behind then", () => {
        const given = scope(() => operands(U));
        const single = scope(() => operands(U, { B: 1, biased: false, started: false }));
        const mask = maskOf();
        for (const [parts, options] of [
          [given, {}],
          [given, { mask, ...(hasGates && { gates: true }) }],
          [single, { reverse: true }],
        ] as const) {
          const names = Object.keys(parts);
          const recorded = (): Operands =>
            Object.fromEntries(names.map((key) => [key, variable(parts[key]!.view(parts[key]!.shape))]));
          const bits = scope(() => results(call(recorded(), options)).map(bitsOf));
          const variables = recorded();
          const before = memoryStats();
          for (const run of [() => call(parts, options), () => noGrad(() => call(variables, options))]) {
            const all = run();
            expect(results(all).map(bitsOf)).toEqual(bits);
            for (const t of [...results(all), all.gates]) t?.dispose();
            const { live, blocks } = memoryStats();
            expect({ live, blocks }).toEqual({ live: before.live, blocks: before.blocks });
          }
          for (const t of Object.values(variables)) t.dispose();
        }
        for (const t of [mask, ...Object.values(given), ...Object.values(single)]) t.dispose();
      });

      test("takes no steps, one, and no rows", () => {
        scope(() => {
          for (const started of [true, false]) {
            const none = operands(U, { T: 0, started });
            const { values, grads } = withGradients(call, none, {});
            expect(values.map((v) => v.length)).toEqual([0, B * U, ...(hasCell ? [B * U] : [])]);
            expect(values[1]).toEqual(none.h0?.data ?? new Float32Array(B * U));
            if (hasCell) expect(values[2]).toEqual(none.c0?.data ?? new Float32Array(B * U));
            for (const key of ["x", "wx", "wh", "bx", "bh"]) expect(grads[key]).toEqual(new Float32Array(none[key]!.size)); // prettier-ignore
            if (started) expect(grads.h0).toEqual(uneven([B, U]).data);

            const empty = operands(U, { B: 0, started });
            for (const options of [
              {},
              { mask: zeros([0, T], "int32"), reverse: true, ...(hasGates && { gates: true }) },
            ]) {
              const all = call(empty, options);
              expect(results(all).map((t) => t.shape)).toEqual([[0, T, U], [0, U], ...(hasCell ? [[0, U]] : [])]);
              const back = withGradients(call, empty, options);
              for (const key of ["wx", "wh", "bx", "bh"]) expect(back.grads[key]).toEqual(new Float32Array(empty[key]!.size)); // prettier-ignore
            }
          }
          const one = operands(U, { T: 1 });
          for (const reverse of [true, false]) {
            const [got, wanted] = [call(one, { reverse }), byLoop(one)];
            results(wanted).forEach((t, i) => expectClose(results(got)[i]!.data, t.data, 1e-6));
          }
        });
      });

      test("computes the bits of eager steps when compiled, one list for each number of steps", () => {
        scope(() => {
          const mask = maskOf();
          const given = operands(U);
          const f = (x: Tensor, m: Tensor) => allOf(call({ ...given, x }, { mask: m }));
          using step = { f: compile(f), [Symbol.dispose]: () => step.f.dispose() };
          for (const t of [T, 2, T]) {
            const x = randomTensor(B, t, D);
            const m = tensor(mask.data.slice(0, B * t), [B, t]);
            expect(bitsOf(step.f(x, m))).toEqual(bitsOf(f(x, m)));
          }
          expect(step.f.stats().length).toBe(2);
        });
      });
    });

    test("may be used twice on one tape, by the same tensor in several places, and for some gradients only", () => {
      scope(() => {
        const U = D;
        const given = operands(U);
        const w = variable(given.wx!);
        const b = variable(given.bx!);
        const h0 = variable(given.h0!);
        const run = (wh: Tensor, bh: Tensor) => sum(mul(op(given.x!, { wx: w, wh, bx: b, bh }, { h0 }).output, uneven([B, T, U]))); // prettier-ignore
        const loss = run(w, b);
        const first = gradients(loss, { retain: true });
        const second = gradients(loss);
        for (const t of [w, b, h0]) expect(bitsOf(second.get(t)!)).toEqual(bitsOf(first.get(t)!));
        const [wh, bh] = [variable(tensor(w.data, w.shape)), variable(tensor(b.data, b.shape))];
        const apart = gradients(run(wh, bh));
        expectClose(first.get(w)!.data, add(apart.get(w)!, apart.get(wh)!).data, 1e-6);
        expectClose(first.get(b)!.data, add(apart.get(b)!, apart.get(bh)!).data, 1e-6);
        const some = gradients(run(wh, bh), { of: [h0, bh] });
        expect([...some.keys()].length).toBe(2);
        for (const t of [h0, bh]) expect(bitsOf(some.get(t)!)).toEqual(bitsOf(apart.get(t)!));
      });
    });

    test("says what does not fit", () => {
      scope(() => {
        const U = 2;
        const given = operands(U);
        const G = gates * U;
        const wrong: [Partial<Operands> & { mask?: Tensor }, new (message: string) => Error, string][] = [
          [{ x: ones([2, 3]) }, ShapeError, `${name}: x is [2, 3], expected [B, T, D]`],
          [{ wx: ones([G, 4]) }, ShapeError, `${name}: wx is [${G}, 4], expected [rows=${G}, D=3]`],
          [{ wx: ones([G + 1, 3]) }, ShapeError, `${name}: wx is [${G + 1}, 3], expected [rows=${G}, D=3]`],
          [{ wh: ones([G + 1, U]) }, ShapeError, `${name}: wh is [${G + 1}, 2], expected [rows=${G}, U=2]`],
          [{ wh: ones([1, G, U]) }, ShapeError, `${name}: wh is [1, ${G}, 2], expected [rows=${G}, U=2]`],
          [{ wh: ones([]) }, ValueError, `${name}: the number of units is 0, expected from 1 to 4096`],
          [{ wh: ones([0, 0]) }, ValueError, `${name}: the number of units is 0, expected from 1 to 4096`],
          [{ wh: ones([1, 4097]) }, ValueError, `${name}: the number of units is 4097, expected from 1 to 4096`],
          [{ bx: ones([1]) }, ShapeError, `${name}: bx is [1], expected [rows=${G}]`],
          [{ bh: ones([G, 1]) }, ShapeError, `${name}: bh is [${G}, 1], expected [rows=${G}]`],
          [{ h0: ones([1, U]) }, ShapeError, `${name}: h0 is [1, 2], expected [B=6, U=2]`],
          [{ x: ones([B, T, D], "int32") }, DTypeError, `${name}: x is int32, expected float32`],
          [{ wh: ones([G, U], "int32") }, DTypeError, `${name}: wh is int32, expected float32`],
          [{ bh: ones([G], "int32") }, DTypeError, `${name}: bh is int32, expected float32`],
          [{ h0: ones([B, U], "int32") }, DTypeError, `${name}: h0 is int32, expected float32`],
          [{ mask: ones([B, T]) }, DTypeError, `${name}: mask is float32, expected int32`],
          [{ mask: ones([B, 1], "int32") }, ShapeError, `${name}: mask is [6, 1], expected [B=6, T=4]`],
        ];
        if (hasCell) wrong.push([{ c0: ones([B, 3]) }, ShapeError, `${name}: c0 is [6, 3], expected [B=6, U=2]`]);
        for (const [{ mask, ...replaced }, type, message] of wrong) {
          const refused = () => call({ ...given, ...replaced } as Operands, mask ? { mask } : {});
          expect(refused).toThrow(message);
          expect(refused).toThrow(type);
        }
      });
    });
  });
}

/** Weights of which no two are alike. */
function uneven(shape: Shape): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => Math.cos(i + 1)),
    shape,
  );
}

/** Close, or as close at the size of 1: sums of many terms may come near 0. */
function expectNear(got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number, what: string): void {
  expectClose([...Array.from(got), 1], [...Array.from(wanted), 1], tolerance, what);
}

function words(values: Float32Array | Int32Array): number[] {
  return Array.from(new Uint32Array(values.buffer));
}
