import { describe, expect, test } from "vitest";
import { IndexError, ShapeError, ValueError } from "../../../src/base/errors.ts";
import { Flatten, Linear, Module, Parameter, ReLU, Sequential, Tanh } from "../../../src/nn/index.ts";
import { ones, zeros } from "../../../src/tensor/creation.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";

layerContract("Sequential", {
  make: () => new Sequential(new Linear(4, 3), new Sequential(new Tanh(), new Linear(3, 2))),
  input: [5, 4],
  output: [5, 2],
  tensors: { "0.weight": [3, 4], "0.bias": [3], "1.1.weight": [2, 3], "1.1.bias": [2] },
  refused: { input: [2, 5], message: "linear: x is [2, 5], expected [..., D=4]; in layer 0 (Linear)" },
});

class Block extends Module {
  readonly inner = new Sequential(new ReLU(), new Linear(3, 3));

  override forward(x: Tensor): Tensor {
    return this.inner.forward(x);
  }
}

describe("Sequential", () => {
  test("runs its modules in order", () => {
    using model = new Sequential(new Linear(2, 3), new ReLU());
    const x = randomTensor(4, 2);
    expect(model.forward(x).data).toEqual(model.at(1).forward(model.at(0).forward(x)).data);
  });

  test("answers its input if it is empty", () => {
    const x = ones([2]);
    expect(new Sequential().forward(x)).toBe(x);
  });

  test("is a list of its modules", () => {
    const layers = [new ReLU(), new Flatten(), new Tanh()] as const;
    const model = new Sequential(...layers);
    expect(model.length).toBe(3);
    expect([...model]).toEqual(layers);
    expect([model.at(0), model.at(-1)]).toEqual([layers[0], layers[2]]);
    for (const index of [3, -4, 0.5, Number.NaN]) {
      expect(() => model.at(index)).toThrow(`at: index is ${index}, expected a whole number from -3 to 2`);
    }
  });

  test("keeps the fields of subclasses beside its numbered children", () => {
    class Scaled extends Sequential {
      readonly scale = new Parameter(ones([1]));
    }
    using model = new Scaled(new Linear(1, 1));
    expect([...model.namedParameters()].map(([path]) => path)).toEqual(["0.weight", "0.bias", "scale"]);
  });

  test("says in which layer an error was, whatever lies between", () => {
    using model = new Sequential(new Flatten(), new Sequential(new Linear(4, 3), new Block()), new Linear(9, 1));
    const call = () => model.forward(zeros([2, 5]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/^linear: x is \[2, 5\], expected \[..., D=4\]; in layer 1.0 \(Linear\)$/);
    expect(() => model.forward(zeros([2, 4]))).toThrow("expected [..., D=9]; in layer 2 (Linear)");
    using wrong = new Sequential(new Sequential(new Linear(4, 2), new Block()));
    expect(() => wrong.forward(zeros([2, 4]))).toThrow(/D=3\]; in layer 0.1.inner.1 \(Linear\)$/);
  });

  test("keeps the kind of an error, and leaves others alone", () => {
    class Failing extends Module {
      readonly #error: Error;

      constructor(error: Error) {
        super();
        this.#error = error;
      }

      override forward(): Tensor {
        throw this.#error;
      }
    }
    const own = new RangeError("own");
    expect(() => new Sequential(new Failing(own)).forward(ones([1]))).toThrow(own);
    const known = new IndexError("gather: index is 3, expected 0 <= index < 3");
    try {
      new Sequential(new ReLU(), new Failing(known)).forward(ones([1]));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(IndexError);
      expect((error as Error).message).toBe(`${known.message}; in layer 1 (Failing)`);
      expect((error as Error).cause).toBe(known);
    }
  });

  test.each([
    [ReLU, "a function or class"],
    [null, "null"],
    [[new ReLU()], "object"],
    [undefined, "undefined"],
  ])("refuses what is no module", (layer, got) => {
    const make = () => new Sequential(new ReLU(), layer as unknown as Module);
    expect(make).toThrow(ValueError);
    expect(make).toThrow(`Sequential: layer 1 is ${got}, expected a module; make one with new`);
  });
});
