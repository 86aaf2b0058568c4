import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import {
  Dropout,
  Flatten,
  Linear,
  Module,
  Parameter,
  ReLU,
  Sequential,
  State,
  summarize,
  summary,
} from "../../src/nn/index.ts";
import { add, gather } from "../../src/ops/index.ts";
import { ones, zeros } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

/** Parameters and states of its own, a shared module, one that it never runs. */
class Custom extends Module {
  readonly scale = new Parameter(ones([5]));
  readonly steps = new State(zeros([2], "int32"));
  readonly body = new Linear(5, 5);
  readonly same = this.body;
  readonly unused = new ReLU();

  override forward(x: Tensor): Tensor {
    return add(this.same.forward(this.body.forward(x)), this.scale);
  }
}

describe("summary", () => {
  test("lists each module with its output and parameters", () => {
    using model = new Sequential(new Flatten(), new Linear(64, 128), new ReLU(), new Dropout(), new Linear(128, 10));
    expect(summary(model, [1, 8, 8])).toBe(
      [
        "Layer    Type        Output    Parameters",
        "-----------------------------------------",
        "(model)  Sequential  [1, 10]            -",
        "0        Flatten     [1, 64]            -",
        "1        Linear      [1, 128]       8,320",
        "2        ReLU        [1, 128]           -",
        "3        Dropout     [1, 128]           -",
        "4        Linear      [1, 10]        1,290",
        "-----------------------------------------",
        "9,610 parameters, 9,610 trainable, 38,440 bytes",
      ].join("\n"),
    );
  });

  test("counts what is shared once, and each number with the module that has it", () => {
    using model = new Sequential(new Custom(), new Sequential(new Linear(5, 1)));
    model.at(1).eval();
    (model.at(0) as Custom).scale.trainable = false;
    const data = summarize(model, [7, 5]);
    expect(data).toEqual({
      inputShapes: [[7, 5]],
      layers: [
        { path: "", type: "Sequential", outputShape: [7, 1], parameters: 0 },
        { path: "0", type: "Custom", outputShape: [7, 5], parameters: 5 },
        { path: "0.body", type: "Linear", outputShape: [7, 5], parameters: 30 },
        { path: "0.unused", type: "ReLU", outputShape: null, parameters: 0 },
        { path: "1", type: "Sequential", outputShape: [7, 1], parameters: 0 },
        { path: "1.0", type: "Linear", outputShape: [7, 1], parameters: 6 },
      ],
      parameters: 41,
      trainable: 36,
      bytes: 4 * 43,
    });
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  test("leaves modes, methods and memory as they were, also after an error", () => {
    using model = new Sequential(new Custom(), new Dropout());
    model.at(1).eval();
    const modes = () => [...model.namedModules()].map(([, module]) => module.training);
    const [before, { live, blocks }] = [modes(), memoryStats()];
    const generator = (model.at(1) as Dropout).generator.save();
    summarize(model, [2, 5]);
    expect(() => summarize(model, [2, 6])).toThrow(ShapeError);
    expect(() => summarize(model, [-1])).toThrow(ShapeError);
    expect(modes()).toEqual(before);
    expect((model.at(1) as Dropout).generator.save()).toEqual(generator);
    expect(memoryStats()).toMatchObject({ live, blocks });
    for (const [, module] of model.namedModules()) expect(Object.hasOwn(module, "forward")).toBe(false);
  });

  test("takes modules whose forward is a field, and inputs of int32", () => {
    class Lookup extends Module {
      readonly table = new Parameter(ones([4, 3]));
      override forward = (x: Tensor): Tensor => gather(this.table, x);
    }
    using model = new Lookup();
    const { forward } = model;
    expect(summarize(model, [2], { dtype: "int32" }).layers[0]!.outputShape).toEqual([2, 3]);
    expect(model.forward).toBe(forward);
  });
});
