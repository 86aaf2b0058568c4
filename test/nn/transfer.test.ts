import { describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { freeze, Linear, loadMatching, ReLU, Sequential, unfreeze } from "../../src/nn/index.ts";
import { sum } from "../../src/ops/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { randn } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";

const network = (classes: number) => new Sequential(new Linear(3, 4), new ReLU(), new Linear(4, classes));

describe("freeze and unfreeze", () => {
  test("keep parameters as they are, by path, expression or function", () => {
    using model = network(2);
    expect(freeze(model, "0")).toEqual(["0.weight", "0.bias"]);
    const values = () => Array.from(model.parameters(), (w) => Array.from(w.data));
    const before = values();
    using optimizer = new SGD(model, { learningRate: 0.1 });
    const step = () => {
      scope(() => {
        optimizer.step(gradients(sum(model.forward(randn([5, 3])))));
      });
    };
    step();
    const after = values();
    expect(after.map((w, i) => w.every((v, k) => v === before[i]![k]))).toEqual([true, true, false, false]);
    expect(unfreeze(model, /bias$/)).toEqual(["0.bias", "2.bias"]);
    expect(freeze(model, (path) => path === "2.weight")).toEqual(["2.weight"]);
    expect(Array.from(model.parameters(), (w) => w.trainable)).toEqual([false, true, false, true]);
    expect(unfreeze(model)).toHaveLength(4);
    expect(freeze(model, /bias$/g)).toHaveLength(2); // an expression that remembers where it stopped
  });

  test("say what paths there are when nothing is meant", () => {
    using model = network(2);
    const message = "matches no parameter, expected some of 0.weight, 0.bias, 2.weight, 2.bias";
    expect(() => freeze(model, "encoder")).toThrow(new ValueError(`freeze: encoder ${message}`));
    expect(() => unfreeze(model, "0.w")).toThrow(new ValueError(`unfreeze: 0.w ${message}`));
  });
});

describe("loadMatching", () => {
  test("takes what fits and tells what became of the rest", () => {
    using from = network(5);
    using to = network(2);
    const head = Array.from([...to.parameters()][2]!.data);
    expect(loadMatching(to, from.namedTensors())).toEqual({
      loaded: ["0.weight", "0.bias"],
      missing: [],
      unexpected: [],
      unfit: ["2.weight", "2.bias"],
    });
    expect([...to.parameters()][0]!.data).toEqual([...from.parameters()][0]!.data);
    expect(Array.from([...to.parameters()][2]!.data)).toEqual(head);
  });

  test("leaves alone what is of another dtype", () => {
    using model = network(2);
    const { loaded, unfit } = loadMatching(
      model,
      new Map([
        ["0.bias", tensor(Int32Array.of(1, 2, 3, 4))],
        ["2.bias", tensor([1, 2])],
      ]),
    );
    expect([loaded, unfit]).toEqual([["2.bias"], ["0.bias"]]);
  });

  test("gives other names, and leaves out what has none", () => {
    using from = network(5);
    using to = new Sequential(new Sequential(new Linear(3, 4)));
    const rename = (name: string) =>
      name.startsWith("2.") ? null : name === "0.weight" ? "0.0.weight" : `old.${name}`;
    expect(loadMatching(to, from.namedTensors(), { rename })).toEqual({
      loaded: ["0.0.weight"],
      missing: ["0.0.bias"],
      unexpected: ["old.0.bias"],
      unfit: [],
    });
  });

  test("refuses to do nothing, and two tensors of one name", () => {
    using from = network(5);
    using to = new Sequential(new Linear(7, 7));
    expect(() => loadMatching(to, from.namedTensors())).toThrow(
      new ValueError("loadMatching: none of 4 tensors fits, expected some like 0.weight, 0.bias"),
    );
    expect(() => loadMatching(to, from.namedTensors(), { rename: () => "0.bias" })).toThrow(
      new ValueError("loadMatching: two tensors become 0.bias, expected one; mend rename"),
    );
  });
});
