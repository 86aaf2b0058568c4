import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { type Gradients, gradients } from "../../src/autograd/tape.ts";
import { AutogradError, MemoryError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { Linear, Parameter } from "../../src/nn/index.ts";
import { mul, sub, sum } from "../../src/ops/index.ts";
import type { Optimizer, Trained } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { expectClose } from "./close.ts";
import { noise, randomTensor } from "./random.ts";

interface ContractOptions {
  readonly learningRate: number;
  readonly groups?: readonly { readonly match: string; readonly learningRate?: number }[];
}

/** An optimizer for the contract. */
export interface OptimizerCase {
  readonly make: (trained: Trained, options: ContractOptions) => Optimizer;
  /** With this rate, 200 steps bring Σ (w − target)² to less than a thousandth. */
  readonly learningRate: number;
}

/** What every optimizer promises. The first word of `title` is the class's name. */
export function optimizerContract(title: string, { make, learningRate }: OptimizerCase): void {
  const name = title.split(" ")[0]!;
  /** Two parameters and an optimizer for them, all freed afterwards. */
  const withPair = (f: (a: Parameter, b: Parameter, optimizer: Optimizer) => void) => {
    const [a, b] = [new Parameter(randomTensor(3, 5)), new Parameter(randomTensor(4))];
    const optimizer = make([a, b], { learningRate });
    scope(() => f(a, b, optimizer));
    for (const owned of [optimizer, a, b]) owned.dispose();
  };

  afterAll(shutdown);

  describe(`${title} keeps the contract of an optimizer`, () => {
    test("has the same bits on 1, 2 and 3 threads, compiled or not", async () => {
      const start = Float32Array.from({ length: 30_001 }, noise);
      const all = Array.from({ length: 4 }, () => Float32Array.from(start, noise));
      const run = async (threads: number, compiled: boolean) => {
        await init({ threads });
        using w = new Parameter(tensor(start));
        using optimizer = make([w], { learningRate });
        const move = (dw: Tensor): Tensor => (optimizer.step(new Map([[w, dw]])), dw);
        const step = compile(move);
        scope(() => all.forEach((dw) => void (compiled ? step : move)(tensor(dw))));
        const result = [bitsOf(w), ...stateOf(optimizer)];
        step.dispose();
        return result;
      };
      const expected = await run(1, false);
      for (const threads of [1, 2, 3]) expect(await run(threads, true), `${threads} threads`).toEqual(expected);
      expect(await run(3, false)).toEqual(expected);
    });

    test("moves each group by its own learning rate, as an optimizer of its own would", () => {
      const start = [randomTensor(3), randomTensor(5), randomTensor(2)];
      const grads = Array.from({ length: 3 }, () => start.map((w) => randomTensor(...w.shape)));
      const train = (optimizer: (all: Parameter[]) => Optimizer[]) => {
        const all = start.map((w) => new Parameter(tensor(w.data)));
        const made = optimizer(all);
        for (const step of grads) made.forEach((o) => o.step(new Map(step.map((dw, i) => [all[i]!, dw]))));
        made.forEach((o) => o.dispose());
        return all.map(bitsOf);
      };
      const groups = [{ match: "1", learningRate: learningRate / 4 }, { match: "2" }];
      const together = train((all) => [make(all, { learningRate, groups })]);
      const apart = train(([a, b, c]) => [
        make([a!, c!], { learningRate }),
        make([b!], { learningRate: learningRate / 4 }),
      ]);
      expect(together).toEqual(apart);
    });

    test("moves by the mean of gradients as by one", () => {
      withPair((a, b, optimizer) => {
        const [da, db] = [randomTensor(3, 5), randomTensor(4)];
        const twice = [a, b].map((w) => new Parameter(tensor(w.data, w.shape)));
        const other = make(twice, { learningRate });
        optimizer.step(
          new Map<Tensor, Tensor>([
            [a, da],
            [b, db],
          ]),
        );
        const mean = (dw: Tensor) => mul(sub(mul(dw, 1.5), mul(dw, -0.5)), 0.5);
        other.step(new Map(twice.map((w, i) => [w, mean([da, db][i]!)])));
        twice.forEach((w, i) => expectClose(w.data, [a, b][i]!.data, 1e-6));
        for (const owned of [other, ...twice]) owned.dispose();
      });
    });

    test("lowers a quadratic", () => {
      withPair((a, b, optimizer) => {
        const targets = [randomTensor(3, 5), randomTensor(4)] as const;
        const distance = () => quadratic(a, targets[0]).item() + quadratic(b, targets[1]).item();
        const before = distance();
        for (let step = 0; step < 200; step++) {
          scope(() => {
            optimizer.step(new Map([...gradients(quadratic(a, targets[0])), ...gradients(quadratic(b, targets[1]))]));
          });
        }
        expect(distance()).toBeLessThan(before / 1000);
      });
    });

    test("leaves parameters without a gradient, and what it keeps for them, as they are", () => {
      withPair((a, b, optimizer) => {
        const before = [bitsOf(b), ...stateOf(optimizer, "1.")];
        for (let step = 0; step < 3; step++) optimizer.step(noisy(a));
        expect([bitsOf(b), ...stateOf(optimizer, "1.")]).toEqual(before);
        b.trainable = false;
        optimizer.step(gradients(sum(mul(sum(a), sum(b)))));
        expect(bitsOf(b)).toEqual(before[0]);
      });
    });

    test("treats a parameter that joins late as if the others had not been there", () => {
      withPair((a, b, optimizer) => {
        const alone = new Parameter(tensor(b.data));
        const own = make([alone], { learningRate });
        for (let step = 0; step < 3; step++) optimizer.step(noisy(a));
        for (let step = 0; step < 3; step++) {
          const dw = randomTensor(4);
          optimizer.step(new Map([[b, dw], ...noisy(a)]));
          own.step(new Map([[alone, dw]]));
        }
        expect(bitsOf(b)).toEqual(bitsOf(alone));
        own.dispose();
        alone.dispose();
      });
    });

    test("takes another learning rate between steps", () => {
      withPair((a, b, optimizer) => {
        expect(optimizer.learningRate).toBe(learningRate);
        optimizer.learningRate = 0;
        const before = [bitsOf(a), bitsOf(b)];
        const step = () => optimizer.step(new Map([...noisy(a), ...noisy(b)]));
        step();
        expect([bitsOf(a), bitsOf(b)]).toEqual(before);
        optimizer.learningRate = 0.1;
        expect(optimizer.learningRate).toBe(0.1);
        step();
        expect(bitsOf(a)).not.toEqual(before[0]);
        expect(bitsOf(b)).not.toEqual(before[1]);
        for (const rate of [-1, Number.NaN, Infinity, 1e300]) {
          expect(() => (optimizer.learningRate = rate)).toThrow(
            `${name}: learningRate is ${rate}, expected a finite number from 0 on`,
          );
        }
        expect(optimizer.learningRate).toBe(0.1);
      });
    });

    test("goes on from a saved state with the same bits", () => {
      withPair((a, b, optimizer) => {
        const all = Array.from({ length: 6 }, () => [randomTensor(3, 5), randomTensor(4)] as const);
        const run = (o: Optimizer, from: number, to: number) => {
          for (const [da, db] of all.slice(from, to))
            o.step(
              new Map<Tensor, Tensor>([
                [a, da],
                [b, db],
              ]),
            );
        };
        run(optimizer, 0, 3);
        optimizer.learningRate = learningRate / 3;
        const weights = [tensor(a.data, a.shape), tensor(b.data)] as const;
        const saved = new Map(Array.from(optimizer.namedTensors(), ([path, t]) => [path, tensor(t.data, t.shape)]));
        run(optimizer, 3, 6);
        const [c, d] = weights.map((w) => new Parameter(w)) as [Parameter, Parameter];
        const other = make([c, d], { learningRate: 1 });
        other.load(saved);
        expect(other.learningRate).toBe(learningRate / 3);
        for (const [da, db] of all.slice(3))
          other.step(
            new Map<Tensor, Tensor>([
              [c, da],
              [d, db],
            ]),
          );
        expect([bitsOf(c), bitsOf(d)]).toEqual([bitsOf(a), bitsOf(b)]);
        for (const owned of [other, c, d]) owned.dispose();
      });
    });

    test("refuses a state that is not its own, and stays as it was", () => {
      withPair((_, __, optimizer) => {
        const before = stateOf(optimizer);
        const saved = new Map(optimizer.namedTensors());
        saved.delete([...saved.keys()][0]!);
        saved.set("other", zeros([1]));
        expect(() => optimizer.load(saved)).toThrow(/^\w+: load: .*is missing.*"other" is unexpected/);
        const [cells, { size }] = [...optimizer.namedTensors()].find(([, t]) => t.dtype === "int32")!;
        const poisoned = new Map(optimizer.namedTensors());
        poisoned.set(cells, tensor(new Int32Array(size).fill(-1)));
        expect(() => optimizer.load(poisoned)).toThrow(
          `${name}: load: "${cells}" is NaN, expected finite numbers from 0 on`,
        );
        expect(stateOf(optimizer)).toEqual(before);
      });
    });

    test("refuses a gradient that does not fit, before anything moves", () => {
      withPair((a, b, optimizer) => {
        const before = [bitsOf(a), ...stateOf(optimizer)];
        expect(() => optimizer.step(undefined as unknown as Gradients)).toThrow(
          `${name}: grads is undefined, expected the map that gradients(loss) answers`,
        );
        const step = (dw: Tensor) => () =>
          optimizer.step(
            new Map<Tensor, Tensor>([
              [a, randomTensor(3, 5)],
              [b, dw],
            ]),
          );
        expect(step(zeros([5]))).toThrow(ShapeError);
        expect(step(zeros([5]))).toThrow(`${name}: the gradient of 1 is [5], expected [4]`);
        expect(step(zeros([4], "int32"))).toThrow(`${name}: the gradient of 1 is int32, expected float32`);
        const freed = zeros([4]);
        freed.dispose();
        expect(step(freed)).toThrow(MemoryError);
        expect([bitsOf(a), ...stateOf(optimizer)]).toEqual(before);
      });
    });

    test("makes gradients of what came before it an error", () => {
      withPair((a, _, optimizer) => {
        const loss = sum(mul(a, a));
        optimizer.step(noisy(a));
        expect(() => gradients(loss)).toThrow(AutogradError);
      });
    });

    test("trains a model under its paths", () => {
      using model = new Linear(3, 2);
      using optimizer = make(model, { learningRate });
      const before = bitsOf(model.weight);
      scope(() => optimizer.step(gradients(sum(model.forward(randomTensor(4, 3))))));
      expect(bitsOf(model.weight)).not.toEqual(before);
      for (const path of optimizer.namedTensors().keys()) expect(path).toMatch(/^(cells$|weight\.|bias\.)/);
    });

    test("refuses what it cannot train", () => {
      withPair((a, b) => {
        const plain = tensor([1]);
        const { blocks } = memoryStats();
        const refused = (trained: unknown, message: string) => {
          expect(() => make(trained as Trained, { learningRate })).toThrow(ValueError);
          expect(() => make(trained as Trained, { learningRate })).toThrow(`${name}: ${message}`);
        };
        refused([], "the list has no parameters, expected at least one");
        refused([a, b, a], "entry 2 is the same parameter as entry 0, expected each once");
        refused([a, plain], "entry 1 is no Parameter, expected a model or its parameters()");
        refused(7, "what to train is number, expected a model or its parameters()");
        refused(undefined, "what to train is undefined, expected a model or its parameters()");
        for (const rate of [-1, Number.NaN, Infinity]) {
          expect(() => make([a], { learningRate: rate })).toThrow(`${name}: learningRate is ${rate}, expected`);
        }
        expect(memoryStats().blocks).toBe(blocks);
      });
    });

    test("needs no more memory from step to step, and leaves none behind", () => {
      const start = memoryStats();
      const w = new Parameter(zeros([100]));
      const optimizer = make([w], { learningRate });
      const step = () => scope(() => optimizer.step(gradients(sum(mul(w, w)))));
      step();
      const { live, blocks } = memoryStats();
      for (let i = 0; i < 20; i++) step();
      expect(memoryStats()).toMatchObject({ live, blocks });
      optimizer.dispose();
      expect(() => optimizer.step(new Map())).toThrow(`${name}: the optimizer was disposed of`);
      expect(() => optimizer.learningRate).toThrow(MemoryError);
      w.dispose();
      expect(memoryStats()).toMatchObject({ live: start.live, blocks: start.blocks });
    });
  });
}

function quadratic(w: Tensor, target: Tensor): Tensor {
  const difference = sub(w, target);
  return sum(mul(difference, difference));
}

/** A random gradient for one parameter. */
function noisy(w: Parameter): Gradients {
  return new Map([[w, randomTensor(...w.shape)]]);
}

function bitsOf(t: Tensor): number[] {
  return Array.from(new Int32Array(t.data.buffer));
}

/** The bits of what an optimizer keeps, of names that start so. */
function stateOf(optimizer: Optimizer, start = ""): number[][] {
  return [...optimizer.namedTensors()].filter(([path]) => path.startsWith(start)).map(([, t]) => bitsOf(t));
}
