import { describe, expect, test } from "vitest";
import { gradients } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { Linear, Parameter, penalty, type PenaltyOptions, Sequential } from "../../src/nn/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { Module } from "../../src/nn/module.ts";
import { expectClose } from "../helpers/close.ts";

class Weights extends Module {
  readonly first = new Parameter(tensor([1, -2, 0]));
  readonly second = new Parameter(tensor([[3], [-0.5]]));

  override forward(x: Tensor): Tensor {
    return x;
  }
}

describe("penalty", () => {
  const cases: readonly (readonly [PenaltyOptions, number, number[] | null, number[] | null])[] = [
    [{ l1: 0.5 }, 0.5 * 6.5, [0.5, -0.5, 0], [0.5, -0.5]],
    [{ l2: 0.5 }, 0.5 * 14.25, [1, -2, 0], [3, -0.5]],
    [{ l1: 0.5, l2: 0.25 }, 0.5 * 6.5 + 0.25 * 14.25, [1, -1.5, 0], [2, -0.75]],
    [{ l2: 1, match: "first" }, 5, [2, -4, 0], null],
    [{ l2: 1, except: /^f/ }, 9.25, null, [6, -1]],
    [{}, 0, [0, -0, 0], [0, -0]],
  ];
  test.each(cases)("costs what the weights say, with an exact gradient: %j", (options, cost, first, second) => {
    using model = new Weights();
    const loss = penalty(model, options);
    expect(loss.shape).toEqual([]);
    expectClose([loss.item()], [cost], 1e-7);
    const grads = gradients(loss);
    const found = [model.first, model.second].map((w) =>
      grads.has(w) ? Array.from(grads.get(w)!.data, (v) => v + 0) : null,
    );
    expect(found).toEqual([first, second].map((values) => values?.map((v) => v + 0) ?? null));
  });

  test("leaves biases out by their paths", () => {
    using model = new Sequential(new Linear(3, 2), new Linear(2, 1));
    const weights = [...model.namedParameters()].filter(([path]) => !path.endsWith("bias"));
    const squares = weights.flatMap(([, w]) => [...w.data]).reduce((total, v) => total + v * v, 0);
    expectClose([penalty(model, { l2: 0.1, except: /bias$/ }).item()], [0.1 * squares], 1e-6);
  });

  test("names what cannot be used", () => {
    using model = new Weights();
    expect(() => penalty(model, { l1: -1 })).toThrow("penalty: l1 is -1, expected a finite number from 0 on");
    expect(() => penalty(model, { l2: NaN })).toThrow(ValueError);
    expect(() => penalty(model, { l2: 1, match: "third" })).toThrow("penalty: match is third, except is undefined");
  });
});
