import { beforeAll, describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { IndexError, MemoryError, ValueError } from "../../src/base/errors.ts";
import type { PathMatch } from "../../src/base/match-path.ts";
import { crossEntropy, Linear, Module, Parameter, Sequential } from "../../src/nn/index.ts";
import { Adam, AdamW, Optimizer, SGD, type Trained } from "../../src/optim/index.ts";
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
    super("Descent", trained, { buffers: { kept: 0 }, cells: [0.5, 0, 0], factors: 3, counts });
  }

  protected override tick(factors: number, cells: number): void {
    this.log.push("tick");
    launch.settings_tick(factors, cells, 3, 1);
  }

  protected override update(
    w: number,
    dw: number,
    _: Readonly<Record<string, number>>,
    factors: number,
    size: number,
  ): void {
    this.log.push(`update ${size}`);
    launch.sgd(w, 0, dw, factors, 0, size);
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

describe("groups of parameters", () => {
  test("are found by a path or one above it, by a pattern or by a function", () => {
    using model = new Sequential(...Array.from({ length: 11 }, () => new Linear(1, 1)));
    const found = (match: PathMatch) => {
      using optimizer = new SGD(model, { groups: [{ match, momentum: 0.5 }] });
      return optimizer.groups.at(-1)!.paths;
    };
    expect(found("1")).toEqual(["1.weight", "1.bias"]);
    expect(found("1.")).toEqual(["1.weight", "1.bias"]);
    expect(found("1.bias")).toEqual(["1.bias"]);
    expect(found(/^1/)).toEqual(["1.weight", "1.bias", "10.weight", "10.bias"]);
    expect(found((path) => path === "10.bias")).toEqual(["10.bias"]);
  });

  test("are taken by the first that fits", () => {
    using model = new Tied();
    const groups = [{ match: /con/g, weightDecay: 0 }, { match: "first" }, { match: "s", learningRate: 1 }];
    expect(() => new AdamW(model, { groups })).toThrow(ValueError);
    expect(() => new AdamW(model, { groups })).toThrow(
      "AdamW: groups[2].match is s, expected the path of a parameter that no group before has; there are first, second",
    );
    using optimizer = new AdamW(model, { groups: groups.slice(0, 1) });
    expect(optimizer.groups.map(({ paths }) => paths)).toEqual([["first"], ["second"]]);
    using again = new AdamW(model, { groups: groups.slice(0, 1) });
    expect(again.groups.map(({ paths }) => paths)).toEqual([["first"], ["second"]]);
  });

  test("follow the optimizer's learning rate unless they have their own", () => {
    using model = new Linear(2, 2);
    using optimizer = new SGD(model, { learningRate: 0.5, groups: [{ match: "bias", momentum: 0.5 }] });
    optimizer.learningRate = 0.25;
    expect(optimizer.groups.map(({ learningRate }) => learningRate)).toEqual([0.25, 0.25]);
    using own = new SGD(model, { learningRate: 0.5, groups: [{ match: "bias", learningRate: 2 }] });
    own.learningRate = 0.25;
    expect(own.groups.map(({ learningRate }) => learningRate)).toEqual([0.25, 2]);
    own.groups[1]!.learningRate = 3;
    expect([own.learningRate, own.groups[1]!.learningRate]).toEqual([0.25, 3]);
    expect(() => (own.groups[1]!.learningRate = -1)).toThrow("SGD: learningRate is -1, expected");
    using all = new SGD(model, { groups: [{ match: "", learningRate: 2 }] });
    expect(all.learningRate).toBe(2);
    expect(() => (all.learningRate = 1)).toThrow(
      "SGD: learningRate is 1, expected none: every group has its own; set groups[i]'s",
    );
  });

  test("name what is out of range, keep states of their own, and come back from them", () => {
    using model = new Linear(2, 2);
    expect(() => new SGD(model, { groups: [{ match: "bias", momentum: -1 }] })).toThrow(
      "SGD: groups[0]: momentum is -1, expected a finite number from 0 on",
    );
    using optimizer = new SGD(model, { groups: [{ match: "bias", momentum: 0.5, learningRate: 3 }] });
    expect([...optimizer.namedTensors().keys()]).toEqual(["cells", "cells.1", "bias.velocity"]);
    using other = new SGD(model, { groups: [{ match: "bias", momentum: 0.25 }] });
    other.load(optimizer.namedTensors());
    expect(other.groups.map(({ learningRate }) => learningRate)).toEqual([0.01, 3]);
  });
});
