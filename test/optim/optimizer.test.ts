import { beforeAll, describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { IndexError, MemoryError } from "../../src/base/errors.ts";
import { crossEntropy, Linear, Module, Parameter } from "../../src/nn/index.ts";
import { Adam, Optimizer, type Trained } from "../../src/optim/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { init } from "../../src/wasm/init.ts";
import { launch } from "../../src/wasm/generated/launch.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const MIB = 2 ** 20;

// Little memory, so that it can run out.
beforeAll(() => init({ maximumMemory: 8 * MIB }));

/** A rule of one's own: plain descent, which notes its launches. */
class Descent extends Optimizer {
  readonly log: string[] = [];

  constructor(trained: Trained, counts: boolean) {
    super("Descent", trained, { buffers: ["kept"], cells: [0.5, 0, 0], factors: 3, counts });
  }

  protected override tick(factors: number, cells: number): void {
    this.log.push("tick");
    launch.sgd_tick(factors, cells, 1);
  }

  protected override update(w: number, dw: number, _: readonly number[], factors: number, size: number): void {
    this.log.push(`update ${size}`);
    launch.sgd(w, dw, factors, size);
  }
}

/** Two parameters, one of which two fields share. */
class Tied extends Module {
  readonly first = new Parameter(tensor([1, 1]));
  readonly second = new Parameter(tensor([1, 1, 1]));
  readonly again = this.first;

  override forward(x: Tensor): Tensor {
    return x;
  }
}

describe("Optimizer", () => {
  test("ticks once before it updates, or once for each parameter that moves", () => {
    using model = new Tied();
    const grads = new Map<Tensor, Tensor>([
      [model.second, tensor([2, 4, 6])],
      [model.first, tensor([2, 4])],
    ]);
    using shared = new Descent(model, false);
    shared.step(grads);
    expect(shared.log).toEqual(["tick", "update 2", "update 3"]);
    expect([model.first.toArray(), model.second.toArray()]).toEqual([
      [0, -1],
      [0, -1, -2],
    ]);
    using apart = new Descent(model, true);
    apart.step(grads);
    apart.step(new Map([[model.second, tensor([0, 0, 0])]]));
    apart.step(new Map());
    expect(apart.log).toEqual(["tick", "tick", "update 2", "update 3", "tick", "update 3"]);
    expect([...apart.namedTensors().keys()]).toEqual(["first.kept", "first.cells", "second.kept", "second.cells"]);
  });

  test("moves nothing if a parameter was freed", () => {
    const model = new Tied();
    using optimizer = new Descent(model, false);
    model.second.dispose();
    const grads = new Map<Tensor, Tensor>([
      [model.first, tensor([2, 4])],
      [model.second, zeros([3])],
    ]);
    expect(() => optimizer.step(grads)).toThrow(MemoryError);
    expect(model.first.toArray()).toEqual([1, 1]);
    model.dispose();
  });

  test("moves nothing from a batch with a bad label, and goes on with the next", () => {
    using model = new Linear(4, 3);
    using optimizer = new Adam(model);
    const bits = () => [...model.parameters(), ...optimizer.namedTensors().values()].map((t) => Array.from(t.data));
    const step = (label: number) =>
      scope(() => {
        const loss = crossEntropy(model.forward(ones([2, 4])), tensor(Int32Array.of(0, label)));
        optimizer.step(gradients(loss));
        return loss.item();
      });
    const before = bits();
    expect(() => step(3)).toThrow(IndexError);
    expect(bits()).toEqual(before);
    expect(step(2)).toBeGreaterThan(0);
    expect(bits()).not.toEqual(before);
  });

  test("gives back what it has if memory runs out half way", () => {
    const model = [1, 2].map(() => new Parameter(zeros([MIB / 4])));
    const { live, blocks } = memoryStats();
    expect(() => new Adam(model)).toThrow(MemoryError);
    expect(memoryStats()).toMatchObject({ live, blocks });
    for (const w of model) w.dispose();
    const one = new Parameter(zeros([MIB / 4]));
    new Adam([one]).dispose();
    one.dispose();
  });
});
