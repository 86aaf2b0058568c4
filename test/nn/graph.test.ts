import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { gradients, noGrad } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import {
  apply,
  crossEntropy,
  Dropout,
  Graph,
  input,
  Linear,
  Module,
  Sequential,
  summarize,
} from "../../src/nn/index.ts";
import { add, concat, mul, relu, sum } from "../../src/ops/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { randn } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

/** A residual model of two inputs with two heads and a shared layer. */
function twoHeads() {
  const shared = new Linear(4, 6);
  const [a, b] = [input("a"), input("b")];
  const [fromA, fromB] = [apply(relu, apply(shared, a).named("trunk")), apply(relu, apply(shared, b))];
  const both = apply(add, fromA, apply(new Linear(6, 6), fromB));
  const model = new Graph([a, b], {
    digit: apply(new Linear(6, 3), both),
    pair: apply(
      new Linear(12, 2),
      apply((x, y) => concat([x, y], -1), fromA, fromB),
    ),
  });
  return { model, shared };
}

describe("Graph", () => {
  test("computes what its functions compute by hand", () => {
    const { model, shared } = twoHeads();
    const [mid, digit, pair] = ["linear0", "linear1", "linear2"].map(
      (name) => [...model.namedModules()].find(([path]) => path === name)![1] as Linear,
    ) as [Linear, Linear, Linear];
    scope(() => {
      const [a, b] = [randn([5, 4]), randn([5, 4])];
      const [fa, fb] = [relu(shared.forward(a)), relu(shared.forward(b))];
      const byHand = [digit.forward(add(fa, mid.forward(fb))), pair.forward(concat([fa, fb], -1))];
      const all = model.run({ b, a });
      expect(Object.keys(all)).toEqual(["digit", "pair"]);
      expect([all.digit, all.pair].map((t) => t.data)).toEqual(byHand.map((t) => t.data));
      expect(model.forward(a, b).data).toEqual(byHand[0]!.data);
    });
    model.dispose();
  });

  test("holds each module once, under its name", () => {
    const { model } = twoHeads();
    expect([...model.namedParameters()].map(([path]) => path)).toEqual(
      ["trunk", "linear0", "linear1", "linear2"].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]),
    );
    model.dispose();
  });

  test("sends gradients of all heads to all that they share, also compiled", () => {
    manualSeed(3);
    const { model, shared } = twoHeads();
    const optimizer = new Adam(model, { learningRate: 0.02 });
    const step = compile((a: Tensor, b: Tensor, y: Tensor, z: Tensor) => {
      const { digit, pair } = model.run({ a, b });
      const loss = add(crossEntropy(digit, y), crossEntropy(pair, z));
      const grads = gradients(loss);
      optimizer.step(grads);
      return { loss, shared: grads.get(shared.weight)! };
    });
    scope(() => {
      const [a, b] = [randn([6, 4]), randn([6, 4])];
      const [y, z] = [tensor(Int32Array.of(0, 1, 2, 0, 1, 2)), tensor(Int32Array.of(0, 1, 0, 1, 0, 1))];
      const losses = Array.from({ length: 150 }, () => step(a, b, y, z).loss.item());
      expect(losses.at(-1)!).toBeLessThan(0.1 * losses[0]!);
    });
    step.dispose();
    scope(() => gradcheck((a, b) => model.forward(a, b), [randn([2, 4]), randn([2, 4])]));
    model.dispose();
    optimizer.dispose();
  });

  test("is a module: modes, summary of several inputs, in a container", () => {
    const x = input("x");
    const model = new Graph([x], { y: apply(new Dropout(0.5), apply(new Linear(2, 2), x).named("first")) });
    expect(model.eval().training).toBe(false);
    expect([...model.namedModules()].every(([, module]) => !module.training)).toBe(true);
    const outer = new Sequential(model, new Linear(2, 1)).eval();
    expect([...outer.namedParameters()].map(([path]) => path)).toEqual([
      "0.first.weight",
      "0.first.bias",
      "1.weight",
      "1.bias",
    ]);
    scope(() => expect(noGrad(() => outer.forward(zeros([3, 2]))).shape).toEqual([3, 1]));
    const { model: heads } = twoHeads();
    const { layers, parameters, inputShapes } = summarize(heads, [
      [7, 4],
      [7, 4],
    ]);
    expect(inputShapes).toEqual([
      [7, 4],
      [7, 4],
    ]);
    expect(parameters).toBe(30 + 42 + 21 + 26);
    expect(layers.map(({ path, outputShape }) => [path, outputShape])).toEqual([
      ["", [7, 3]],
      ["trunk", [7, 6]],
      ["linear0", [7, 6]],
      ["linear1", [7, 3]],
      ["linear2", [7, 2]],
    ]);
    outer.dispose();
    heads.dispose();
  });

  test("takes values that are used often, and an input that is an output", () => {
    const x = input("x");
    const square = apply(mul, x, x);
    const model = new Graph([x], { y: apply(add, square, square), x });
    scope(() => {
      const { x: same, y } = model.run({ x: tensor([1, 2, 3]) });
      expect(y.toArray()).toEqual([2, 8, 18]);
      expect(same.toArray()).toEqual([1, 2, 3]);
      expect(sum(model.forward(tensor([2]))).item()).toBe(8);
    });
  });

  test("goes through a thousand layers", () => {
    let h = input("x");
    const x = h;
    for (let i = 0; i < 1000; i++) h = apply(add, h, x);
    scope(() => expect(new Graph([x], { h }).forward(tensor([1])).item()).toBe(1001));
  });

  test("says in which layer an error was thrown, from outside, too", () => {
    const x = input("x");
    const graph = new Graph([x], { y: apply(new Linear(3, 1), apply(relu, x)).named("head") });
    scope(() => {
      const message = "linear: x is [2, 5], expected [..., D=3]; in layer head (Linear)";
      expect(() => graph.forward(zeros([2, 5]))).toThrow(new ShapeError(message));
      const outer = new Sequential(graph);
      expect(() => outer.forward(zeros([2, 5]))).toThrow(new ShapeError(message.replace("head", "0.head")));
    });
    graph.dispose();
  });

  test("refuses what is no graph", () => {
    const [x, y] = [input("x"), input("y")];
    const shared = new Linear(1, 1);
    const wrong: [() => unknown, string][] = [
      [() => input(""), 'named: the name is "", expected one that is not empty and has no dot'],
      [() => input("a.b"), 'named: the name is "a.b", expected one that is not empty and has no dot'],
      [
        () => apply(Linear as never, x),
        "apply: what to apply is a class, expected a module, made with new, or a function",
      ],
      [() => apply(3 as never, x), "apply: what to apply is number, expected a module, made with new, or a function"],
      [() => apply(relu), "apply: value 0 is missing, expected what input or apply gives"],
      [() => apply(add, x, null as never), "apply: value 1 is null, expected what input or apply gives"],
      [() => new Graph([x], {}), "Graph: there is no output, expected at least one"],
      [() => new Graph([x, y], { x }), "Graph: input y is not used, expected a part in an output"],
      [() => new Graph([x], { x, y }), "Graph: input y is used, expected it among the inputs"],
      [() => new Graph([x, input("x")], { x }), "Graph: two inputs are called x, expected one"],
      [() => new Graph([apply(relu, x)], { x }), "Graph: input 0 is computed, expected what input gives"],
      [
        () => new Graph([x], { y: apply(shared, apply(shared, x).named("a")).named("b") }),
        "Graph: one module is called a and b, expected one name",
      ],
      [
        () => new Graph([x], { y: apply(new Linear(1, 1), apply(shared, x).named("a")).named("a") }),
        "Graph: two modules are called a, expected one",
      ],
    ];
    for (const [f, message] of wrong) expect(f).toThrow(new ValueError(message));
    const graph = new Graph([x, y], { z: apply(add, x, y) });
    scope(() => {
      const one = tensor([1]);
      expect(() => graph.forward(one)).toThrow("Graph: the inputs given are 1, expected 2 (x, y)");
      expect(() => graph.forward(one, 3)).toThrow("Graph: input 1 is number, expected a tensor");
      expect(() => graph.run({ x: one })).toThrow("Graph: input y is missing, expected x, y");
      expect(() => graph.run({ x: one, y: one, z: one })).toThrow("Graph: z is no input, expected x, y");
    });
    expect(graph).toBeInstanceOf(Module);
    shared.dispose();
  });
});
