import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/base/errors.ts";
import { Conv2d, Dropout, featureMaps, Flatten, Linear, Module, ReLU, Sequential } from "../../src/nn/index.ts";
import { add, conv2d, relu } from "../../src/ops/index.ts";
import { rand } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

/** Uses one layer twice, and another one not at all. */
class Twice extends Module {
  readonly unused = new ReLU();
  readonly body = new Linear(3, 3);
  override forward(x: Tensor): Tensor {
    return add(this.body.forward(this.body.forward(x)), x);
  }
}

describe("featureMaps", () => {
  test("answers what each layer gives, by path", () => {
    const conv = new Conv2d(1, 2, 3);
    using model = new Sequential(new Sequential(conv, new ReLU()), new Dropout(), new Flatten(), new Linear(18, 3));
    using x = rand([2, 1, 5, 5]);
    const maps = featureMaps(model, x);
    expect(Array.from(maps, ([path, { shape }]) => [path, shape])).toEqual([
      ["0.0", [2, 2, 3, 3]],
      ["0.1", [2, 2, 3, 3]],
      ["0", [2, 2, 3, 3]],
      ["1", [2, 2, 3, 3]],
      ["2", [2, 18]],
      ["3", [2, 3]],
      ["", [2, 3]],
    ]);
    // Before the activation, although layers in a row are otherwise run as one.
    const expected = conv2d(x, conv.weight, conv.bias);
    expect(maps.get("0.0")!.data).toEqual(expected.data);
    expect(maps.get("0.1")!.data).toEqual(relu(expected).data);
    expect(maps.get("1")!.data).toEqual(maps.get("0.1")!.data);
    expect(maps.get("")!.data).toEqual(model.eval().forward(x).data);
    for (const map of maps.values()) map.dispose();
  });

  test("keeps the last of a layer that is used again", () => {
    using model = new Twice();
    using x = rand([1, 3]);
    const maps = featureMaps(model, x);
    expect([...maps.keys()]).toEqual(["body", ""]);
    expect(maps.get("body")!.data).toEqual(model.body.forward(model.body.forward(x)).data);
  });

  test("leaves modes, memory and its input as they were, also after an error", () => {
    using model = new Sequential(new Dropout(), new Linear(3, 2));
    model.at(1).eval();
    using x = rand([4, 3]);
    const { live, blocks } = memoryStats();
    const maps = featureMaps(model, x);
    expect(maps.get("0")!.origin).toBeNull();
    for (const map of maps.values()) map.dispose();
    expect(x.data).toHaveLength(12);
    scope(() => expect(() => featureMaps(model, rand([4, 4]))).toThrow(ShapeError));
    expect(memoryStats()).toMatchObject({ live, blocks });
    expect([model, ...model].map(({ training }) => training)).toEqual([true, true, false]);
    expect([model, ...model].some((module) => Object.hasOwn(module, "forward"))).toBe(false);
  });
});
