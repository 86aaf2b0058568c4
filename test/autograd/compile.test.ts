import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { compile, type Step } from "../../src/autograd/compile.ts";
import { gradients, noGrad } from "../../src/autograd/tape.ts";
import { AutogradError, EngineError } from "../../src/base/errors.ts";
import { crossEntropy, Dropout, Linear, type Module, ReLU, Sequential } from "../../src/nn/index.ts";
import { add, clone, mul, reshape, sum } from "../../src/ops/index.ts";
import { Adam, type Optimizer, SGD } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { assign, Persistent } from "../../src/tensor/persistent.ts";
import { rand } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { init, shutdown } from "../../src/wasm/init.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import { paceSettings } from "../../src/wasm/pace.ts";
import { randomTensor } from "../helpers/random.ts";
import { bitsOf } from "../helpers/replay.ts";

afterAll(shutdown);
beforeEach(() => manualSeed(1));
afterEach(() => {
  paceSettings.always = null;
});

const OPTIMIZERS: Record<string, (model: Module) => Optimizer> = {
  "plain SGD": (model) => new SGD(model, { learningRate: 0.1 }),
  "SGD with momentum": (model) =>
    new SGD(model, { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 1e-3 }),
  Adam: (model) => new Adam(model, { learningRate: 1e-2 }),
};

/** Twelve steps on turns of inputs and batch sizes, the learning rate changed half-way: losses and final parameters. */
async function trained(
  name: string,
  threads: number,
  turn: (f: (x: Tensor, y: Tensor) => Tensor) => typeof f,
): Promise<number[][]> {
  await init({ threads });
  manualSeed(5);
  const model = new Sequential(new Linear(20, 300), new ReLU(), new Dropout(0.3), new Linear(300, 10));
  const optimizer = OPTIMIZERS[name]!(model);
  const step = turn((x, y) => {
    const loss = crossEntropy(model.forward(x), y);
    optimizer.step(gradients(loss));
    return loss;
  });
  const batches = [128, 128, 37].map(
    (B) => [rand([B, 20]), tensor(Int32Array.from({ length: B }, (_, i) => i % 10))] as const,
  );
  const losses = Array.from({ length: 12 }, (_, i) => {
    if (i === 6) optimizer.learningRate = 0.01;
    return scope(() => bitsOf(step(...batches[i % 3]!)));
  });
  const result = [...losses, ...[...model.parameters()].map(bitsOf)];
  (step as Partial<Step<[], Tensor>>).dispose?.();
  for (const used of [model, optimizer, ...batches.flat()]) used.dispose();
  return result;
}

describe.each(Object.keys(OPTIMIZERS))("a training step with %s", (name) => {
  test("has eager's bits on 1, 2, 3 and 8 threads, planned and not", async () => {
    const eager = await trained(name, 1, (f) => f);
    expect(eager[0]).not.toEqual(eager[3]); // it learns, and drops out anew
    const before = memoryStats().live;
    paceSettings.always = "all"; // however slow that is where there are fewer cores
    for (const threads of [1, 2, 3, 8]) {
      expect(await trained(name, threads, (f) => f), `eager on ${threads} threads`).toEqual(eager);
      for (const plan of [true, false]) {
        const compiled = await trained(name, threads, (f) => compile<[Tensor, Tensor], Tensor>(f, { plan }));
        expect(compiled, `compiled on ${threads} threads, ${plan ? "planned" : "not planned"}`).toEqual(eager);
      }
    }
    await shutdown();
    expect(memoryStats().live).toBe(before);
  });
});

describe("a list is kept for", () => {
  test("shapes and dtypes of the arguments", () => {
    const step = compile((x: Tensor) => mul(x, 2));
    for (const x of [zeros([3]), zeros([3]), zeros([1, 3]), zeros([3], "int32"), zeros([3])]) step(x);
    expect(step.stats().map((s) => s.shapes)).toEqual([[[3]], [[3]], [[1, 3]]]);
  });

  test("the training flag, wherever it was read", () => {
    const model = new Sequential(new Linear(2, 2), new Dropout(0.5));
    const step = compile((x: Tensor) => model.forward(x));
    const x = randomTensor(50, 2);
    const evaluated = () => bitsOf(step(x));
    model.eval();
    const first = evaluated();
    model.train();
    expect(evaluated()).not.toEqual(first);
    model.eval();
    expect(evaluated()).toEqual(first);
    expect(step.stats().length).toBe(2);
  });

  test("the parameters that are trained", () => {
    const layer = new Linear(2, 1);
    const optimizer = new SGD(layer, { learningRate: 1 });
    const step = compile((x: Tensor) => {
      const loss = sum(layer.forward(x));
      optimizer.step(gradients(loss));
      return loss;
    });
    const x = tensor([[1, 1]]);
    step(x);
    const { weight, bias } = layer;
    weight.trainable = false;
    const before = [bitsOf(weight), bitsOf(bias!)];
    step(x);
    expect(bitsOf(weight)).toEqual(before[0]);
    expect(bitsOf(bias!)).not.toEqual(before[1]);
  });

  test("the 32 signatures used last", () => {
    let traces = 0;
    const step = compile((x: Tensor) => (traces++, add(x, 1)));
    for (let n = 1; n <= 33; n++) step(zeros([n]));
    step(zeros([2]));
    expect(traces).toBe(33);
    step(zeros([1]));
    expect(traces).toBe(34);
    expect(step.stats().length).toBe(32);
  });
});

describe("arguments and results", () => {
  test("typed arrays are copied in", () => {
    const step = compile((x: Tensor, i: Tensor) => add(x, i));
    const x = Float32Array.of(1, 2);
    expect(step(x, Int32Array.of(10, 20)).toArray()).toEqual([11, 22]);
    x[0] = 5;
    expect(step(x, Int32Array.of(10, 20)).toArray()).toEqual([15, 22]);
  });

  test("results are overwritten by the next call, and kept by clone", () => {
    const step = compile((x: Tensor) => mul(x, 2));
    const first = step(tensor([1]));
    const kept = clone(first);
    const second = step(tensor([2]));
    expect([first.item(), kept.item(), second.item()]).toEqual([4, 2, 4]);
  });

  test("arrays, records, arguments, their views and outside tensors come back", () => {
    const outside = new Persistent(tensor([7]));
    const step = compile((x: Tensor) => ({
      x,
      flat: reshape(x, [4]),
      double: mul(x, 2),
      outside,
      constant: tensor([1, 2]),
    }));
    for (const x of [
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor([
        [5, 6],
        [7, 8],
      ]),
    ]) {
      const result = step(x);
      expect(result.x).toBe(x);
      expect(result.outside).toBe(outside);
      expect(result.flat.toArray()).toEqual([...x.data]);
      expect(result.double.toArray()).toEqual(mul(x, 2).toArray());
      expect(result.constant.toArray()).toEqual([1, 2]);
    }
    const [a, b] = compile((x: Tensor) => [add(x, 1), add(x, 2)])(tensor([1]));
    expect([a!.item(), b!.item()]).toEqual([2, 3]);
  });

  test("constants stay, also where a scope inside disposes of them", () => {
    const step = compile((x: Tensor) => scope(() => mul(x, tensor([2, 3]))));
    for (const x of [tensor([1, 1]), tensor([5, 7])]) {
      zeros([64]).dispose(); // would take their memory
      expect(step(x).toArray()).toEqual([2 * x.data[0]!, 3 * x.data[1]!]);
    }
    step.dispose();
  });

  test("tensors without elements pass through", () => {
    expect(compile((x: Tensor) => add(x, 1))(zeros([0, 3])).shape).toEqual([0, 3]);
  });

  test("a result that is no tensor is refused", () => {
    expect(() => compile((x: Tensor) => ({ x, n: 1 }) as never)(tensor([1]))).toThrow("the result holds number at 1");
    expect(() => compile(() => undefined as never)()).toThrow("the result holds no tensor");
  });
});

describe("while a step is traced", () => {
  const x = tensor([1, 2]);
  let live = 0;
  beforeEach(() => {
    live = memoryStats().live;
  });
  const refuses = (f: (x: Tensor) => Tensor, message: string): void => {
    expect(() => compile(f)(x)).toThrow(EngineError);
    expect(() => compile(f)(x)).toThrow(message);
    expect(memoryStats().live).toBe(live);
    expect(add(x, 1).toArray()).toEqual([2, 3]);
    live = memoryStats().live;
  };

  test("nothing can be read", () => {
    refuses((t) => mul(t, sum(t).item()), "compile: a tensor is read while a step is traced");
    refuses((t) => mul(t, x.data[0]!), "return it from the step and read it there");
  });

  test("memory cannot be set, nor anything made that lasts", () => {
    const layer = new Linear(2, 2);
    const optimizer = new SGD(layer);
    live = memoryStats().live;
    refuses(
      (t) => ((optimizer.learningRate = 1), add(t, 1)),
      "compile: memory is set from JavaScript while a step is traced",
    );
    refuses((t) => new Linear(2, 2).forward(t), "compile: a parameter or state is made while a step is traced");
  });

  test("other steps are their plain functions", () => {
    const inner = compile((t: Tensor) => mul(t, 3));
    const outer = compile((t: Tensor) => add(inner(t), 1));
    expect(outer(x).toArray()).toEqual([4, 7]);
    expect(inner.stats()).toEqual([]);
  });

  test("tensors that leak out cannot be used afterwards", () => {
    let leaked: Tensor | null = null;
    const step = compile((t: Tensor) => add((leaked = mul(t, 2)), 1));
    step(x);
    expect(() => leaked!.data).toThrow("return it from the step and read it there");
    expect(() => add(leaked!, 1)).toThrow("it stands for a value inside a compiled step");
  });

  test("an error of the function leaves nothing behind", () => {
    const before = memoryStats();
    const step = compile((t: Tensor) => {
      mul(t, tensor([3, 4]));
      throw new RangeError("mine");
    });
    expect(() => step(x)).toThrow("mine");
    expect(memoryStats().live).toBe(before.live);
    expect(step.stats()).toEqual([]);
  });
});

describe("memory", () => {
  test("outside tensors that a list uses stay until it is disposed of", () => {
    const before = memoryStats().live;
    const weights = tensor([10, 20]);
    const step = compile((x: Tensor) => mul(x, weights));
    scope(() => step(tensor([1, 1])));
    weights.dispose();
    scope(() => {
      for (let i = 0; i < 10; i++) zeros([2]);
      expect(step(tensor([1, 2])).toArray()).toEqual([10, 40]);
    });
    step.dispose();
    expect(memoryStats().live).toBe(before);
  });

  test("a tensor that was disposed of before the trace is refused", () => {
    const gone = tensor([1]);
    gone.dispose();
    expect(() => compile((x: Tensor) => add(x, gone))(tensor([1]))).toThrow("it was disposed of");
  });

  test("a tensor from outside that the function disposes of is refused", () => {
    const outside = tensor([1]);
    const step = compile((x: Tensor) => {
      const y = add(x, outside);
      outside.dispose();
      return y;
    });
    expect(() => step(tensor([1]))).toThrow(AutogradError);
  });

  test("an argument cannot be written", () => {
    const target = new Persistent(tensor([1, 2]));
    const step = compile((x: Tensor) => (launch.copy(x.address, target.address, 2), add(x, 0)));
    expect(() => step(zeros([2]))).toThrow("compile: a launch writes into an input of the step");
    expect(target.toArray()).toEqual([1, 2]);
  });

  test("in-place writes of a replay count: an old gradient that needs the old value is refused", () => {
    const state = new Persistent(tensor([3]));
    const layer = new Linear(1, 1);
    const bump = compile((x: Tensor) => (assign(state, add(state, x)), add(state, 0)));
    bump(tensor([1]));
    const loss = sum(mul(layer.forward(tensor([[1]])), state));
    bump(tensor([1]));
    expect(() => gradients(loss)).toThrow(AutogradError);
    expect(state.item()).toBe(5);
  });

  test("100,000 calls allocate nothing", () => {
    const layer = new Linear(2, 4);
    const optimizer = new SGD(layer);
    const step = compile((x: Tensor) => {
      const loss = sum(layer.forward(x));
      optimizer.step(gradients(loss));
      return loss;
    });
    const x = randomTensor(4, 2);
    step(x);
    const before = memoryStats();
    for (let i = 0; i < 100_000; i++) step(x);
    expect(memoryStats()).toEqual(before);
  });

  test("the plan takes less than half of the places side by side", () => {
    const layers = Array.from({ length: 20 }, () => [new Linear(128, 128), new ReLU()]).flat();
    const model = new Sequential(...layers);
    const optimizer = new SGD(model);
    const step = compile((x: Tensor) => {
      const loss = sum(model.forward(x));
      optimizer.step(gradients(loss));
      return loss;
    });
    step(zeros([256, 128]));
    const { bytesPlanned, bytesUnplanned } = step.stats()[0]!;
    expect(bytesPlanned / bytesUnplanned).toBeLessThan(0.45);
  });
});

describe("looking into a step", () => {
  test("toString lists the launches", () => {
    const step = compile((x: Tensor) => noGrad(() => mul(add(x, 1), 2)));
    expect(String(step)).toBe("not traced yet");
    step(zeros([5]));
    const lines = String(step).split("\n");
    expect(lines.length).toBe(step.stats()[0]!.launches);
    expect(lines.filter((l) => /^(add|mul) /.test(l)).length).toBe(2);
  });

  test("checked finds what is frozen", () => {
    let factor = 2;
    const step = compile((x: Tensor) => mul(x, factor), { checked: true });
    const constant = compile((x: Tensor) => mul(x, tensor([1, factor])), { checked: true });
    for (const s of [step, constant]) s(tensor([1, 2]));
    for (const s of [step, constant]) s(tensor([1, 2]));
    factor = 3;
    for (const s of [step, constant]) expect(() => s(tensor([1, 2]))).toThrow("expected");
  });
});
