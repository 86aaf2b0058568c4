import { describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { MemoryError, ValueError } from "../../src/base/errors.ts";
import { Dropout, Linear, meanSquaredError, Module, Parameter, ReLU, Sequential, State } from "../../src/nn/index.ts";
import { relu } from "../../src/ops/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { randomTensor } from "../helpers/random.ts";

/** What a user writes. */
class Net extends Module {
  readonly first = new Linear(4, 16);
  readonly second = new Linear(16, 1);

  override forward(x: Tensor): Tensor {
    return this.second.forward(relu(this.first.forward(x)));
  }
}

/** Every kind of field, in one module. */
class Everything extends Module {
  readonly scale = new Parameter(ones([3]));
  readonly count = new State(zeros([1], "int32"));
  readonly name = "ignored";
  readonly nothing = null;
  readonly plain = 7;
  readonly blocks = [new Linear(1, 2), [new Linear(1, 3, { bias: false })]];
  readonly again = this.blocks[0];
  readonly drop = new Dropout();
  readonly body = new Sequential(new ReLU(), new Sequential(new Linear(2, 1)));
  readonly tied = this.scale;
  readonly self = this;

  override forward(x: Tensor): Tensor {
    return x;
  }
}

const PATHS = ["scale", "blocks.0.weight", "blocks.0.bias", "blocks.1.0.weight", "body.1.0.weight", "body.1.0.bias"];

describe("Module", () => {
  test("trains as a user writes it", () => {
    manualSeed(2);
    using net = new Net();
    using optimizer = new Adam(net, { learningRate: 0.02 });
    expect([...net.namedParameters()].map(([path]) => path)).toEqual([
      "first.weight",
      "first.bias",
      "second.weight",
      "second.bias",
    ]);
    using x = randomTensor(32, 4);
    using y = tensor(
      Float32Array.from({ length: 32 }, (_, i) => Math.abs(x.data[4 * i]!)),
      [32, 1],
    );
    const step = () =>
      scope(() => {
        const loss = meanSquaredError(net.forward(x), y);
        optimizer.step(gradients(loss));
        return loss.item();
      });
    const first = step();
    for (let i = 0; i < 300; i++) step();
    expect(step()).toBeLessThan(first / 50);
    manualSeed(0);
  });

  test("finds what its fields hold, each once, under its first path", () => {
    using module = new Everything();
    expect([...module.namedParameters()].map(([path]) => path)).toEqual(PATHS);
    expect([...module.parameters()]).toEqual([...module.namedParameters()].map(([, w]) => w));
    expect([...module.namedStates()].map(([path]) => path)).toEqual(["count"]);
    expect([...module.namedGenerators()].map(([path]) => path)).toEqual(["drop.generator"]);
    expect([...module.namedTensors().keys()]).toEqual(["scale", "count", ...PATHS.slice(1)]);
    expect([...module.namedModules()].map(([path]) => path)).toEqual([
      "",
      "blocks.0",
      "blocks.1.0",
      "drop",
      "body",
      "body.0",
      "body.1",
      "body.1.0",
    ]);
  });

  test("changes the mode of all that is in it", () => {
    using module = new Everything();
    const modes = () => new Set([...module.namedModules()].map(([, m]) => m.training));
    expect(modes()).toEqual(new Set([true]));
    expect(module.eval()).toBe(module);
    expect(modes()).toEqual(new Set([false]));
    module.body.training = true;
    expect([...module.namedModules()].filter(([, m]) => m.training).map(([path]) => path)).toEqual(["body"]);
    expect(module.train()).toBe(module);
    expect(modes()).toEqual(new Set([true]));
  });

  test("gives all of its memory back, also where another module shares it", () => {
    new Everything().dispose();
    const { live, blocks } = memoryStats();
    const [a, b] = [new Everything(), new Net()];
    const sharing = new Sequential(a, b);
    a.dispose();
    expect(() => a.scale.data).toThrow(MemoryError);
    expect(() => a.drop.generator.save()).toThrow(MemoryError);
    expect(b.first.weight.data.length).toBe(64);
    sharing.dispose();
    expect(memoryStats()).toMatchObject({ live, blocks });
  });

  test("belongs to no scope", () => {
    const net = scope(() => {
      const made = new Net();
      return { made };
    }).made;
    expect(net.first.weight.data.length).toBe(64);
    net.dispose();
  });
});

describe("load", () => {
  test("copies into the tensors that are there", () => {
    using net = new Net();
    using other = new Net();
    const weight = net.first.weight;
    const address = weight.address;
    net.load(other.namedTensors());
    expect(net.first.weight).toBe(weight);
    expect(weight.address).toBe(address);
    expect(weight.data).toEqual(other.first.weight.data);
    expect(net.second.bias!.data).toEqual(other.second.bias!.data);
    net.load(net.namedTensors());
    expect(weight.data).toEqual(other.first.weight.data);
  });

  test("names everything that does not fit, and writes nothing", () => {
    using net = new Net();
    const before = Array.from(net.first.weight.data);
    const freed = zeros([1]);
    freed.dispose();
    const wrong = new Map<string, Tensor>([
      ["first.weight", zeros([16, 4])],
      ["first.bias", zeros([4])],
      ["second.weight", zeros([1, 16], "int32")],
      ["second.bias", freed],
      ["third.weight", zeros([1])],
    ]);
    const message =
      'load: "first.bias" is float32 [4], expected float32 [16], ' +
      '"second.weight" is int32 [1, 16], expected float32 [1, 16], ' +
      '"second.bias" was disposed of, "third.weight" is unexpected; nothing was loaded';
    expect(() => net.load(wrong)).toThrow(ValueError);
    expect(() => net.load(wrong)).toThrow(message);
    expect(() => net.load(new Map())).toThrow('load: "first.weight" is missing, "first.bias" is missing');
    expect(Array.from(net.first.weight.data)).toEqual(before);
  });

  test("lists only so many problems", () => {
    using net = new Net();
    const extra = new Map<string, Tensor>(net.namedTensors());
    for (let i = 0; i < 20; i++) extra.set(`x${i}`, net.first.weight);
    expect(() => net.load(extra)).toThrow('"x7" is unexpected and 12 more; nothing was loaded');
  });

  test("makes gradients of what came before it an error", () => {
    using net = new Net();
    scope(() => {
      const loss = meanSquaredError(net.forward(randomTensor(2, 4)), zeros([2, 1]));
      net.load(net.namedTensors());
      expect(() => gradients(loss)).toThrow("written in place");
    });
  });
});

describe("Parameter and State", () => {
  test("a parameter is a variable until it is frozen", () => {
    using w = new Parameter(tensor([1, -2]));
    const dw = () =>
      scope(() =>
        gradients(meanSquaredError(w, zeros([2])))
          .get(w)
          ?.toArray(),
      );
    expect(w.trainable).toBe(true);
    expect(dw()).toEqual([1, -2]);
    w.trainable = false;
    expect(w.trainable).toBe(false);
    expect(dw).toThrow("depends on no variable");
    w.trainable = true;
    expect(dw()).toEqual([1, -2]);
  });

  test("both take the value over, and outlive scopes", () => {
    const value = tensor([1, 2]);
    const [w, s] = scope(() => [new Parameter(value), new State(tensor(Int32Array.of(3)))] as const);
    expect(value.disposed).toBe(true);
    expect(w.toArray()).toEqual([1, 2]);
    expect(s.toArray()).toEqual([3]);
    expect(s.origin).toBeNull();
    w.dispose();
    s.dispose();
  });

  test("a parameter is float32", () => {
    expect(() => new Parameter(zeros([2], "int32"))).toThrow("Parameter: value is int32, expected float32");
  });
});
