import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import {
  AvgPool1d,
  BatchNorm2d,
  Conv1d,
  Conv2d,
  ConvTranspose2d,
  Dropout,
  Flatten,
  Linear,
  MaxPool2d,
  Module,
  receptiveField,
  receptiveFieldTable,
  ReLU,
  Sequential,
} from "../../src/nn/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { gradients, variable } from "../../src/autograd/tape.ts";
import { gather, reshape, sum } from "../../src/ops/index.ts";
import { rand } from "../../src/tensor/random.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

/** A module that holds another. */
class Holder extends Module {
  readonly body = new Conv2d(1, 1, 3, { padding: 1 });
  override forward(x: Tensor): Tensor {
    return this.body.forward(x);
  }
}

const figures = (model: Module, shape: readonly number[]) =>
  receptiveField(model, shape).map(({ path, field, stride, size }) => [path, field, stride, size]);

describe("receptiveField", () => {
  test("follows convolutions and pools, by hand", () => {
    using model = new Sequential(
      new Conv2d(1, 4, 5), // 1 + 4
      new BatchNorm2d(4),
      new ReLU(),
      new MaxPool2d(2), // 5 + 1, and twice as far apart
      new Sequential(new Conv2d(4, 2, [3, 1], { stride: [1, 2], dilation: [2, 1] }), new Dropout()), // 6 + 2·2·2
      new Flatten(),
      new Linear(20, 2),
    );
    expect(receptiveField(model, [1, 1, 22, 12])).toEqual([
      { path: "0", type: "Conv2d", field: [5, 5], stride: [1, 1], size: [18, 8] },
      { path: "1", type: "BatchNorm2d", field: [5, 5], stride: [1, 1], size: [18, 8] },
      { path: "2", type: "ReLU", field: [5, 5], stride: [1, 1], size: [18, 8] },
      { path: "3", type: "MaxPool2d", field: [6, 6], stride: [2, 2], size: [9, 4] },
      { path: "4.0", type: "Conv2d", field: [14, 6], stride: [2, 4], size: [5, 2] },
      { path: "4.1", type: "Dropout", field: [14, 6], stride: [2, 4], size: [5, 2] },
    ]);
  });

  test("is a table", () => {
    using model = new Sequential(new Conv2d(3, 4, 3, { padding: 1 }), new ReLU(), new MaxPool2d(3, { stride: 2 }));
    expect(receptiveFieldTable(model, [1, 3, 9, 9])).toBe(
      [
        "Layer  Type       Field  Stride  Size",
        "0      Conv2d     3×3    1×1     9×9",
        "1      ReLU       3×3    1×1     9×9",
        "2      MaxPool2d  5×5    2×2     4×4",
      ].join("\n"),
    );
  });

  test("follows sequences, a layer that is used twice, and a single layer", () => {
    using shared = new Conv1d(2, 2, 3);
    const model = new Sequential(shared, new AvgPool1d(4, { stride: 3, padding: 1 }), shared);
    expect(figures(model, [2, 2, 30])).toEqual([
      ["0", [3], [1], [28]],
      ["1", [6], [3], [9]],
      ["2", [12], [3], [7]],
    ]);
    expect(figures(shared, [2, 2, 5])).toEqual([["", [3], [1], [3]]]);
  });

  // Which inputs an output depends on is where its gradient is not zero.
  test.each([
    [new Sequential(new Conv2d(1, 2, 3, { stride: 2, dilation: 3 }), new Conv2d(2, 1, [2, 3]))],
    [new Sequential(new Conv2d(1, 2, 3), new ConvTranspose2d(2, 1, 3, { stride: 2 }), new Conv2d(1, 1, [4, 2]))],
    [new Sequential(new ConvTranspose2d(1, 1, 5, { stride: 2, dilation: 3 }))],
    [new Sequential(new ConvTranspose2d(1, 1, 7, { stride: 4, dilation: 2 }))],
  ])("agrees with the gradients of network %#", (model) => {
    const n = 24;
    const { field, size } = receptiveField(model, [1, 1, n, n]).at(-1)!;
    const [P, Q] = size as [number, number];
    const x = variable(rand([1, 1, n, n]));
    const most = [0, 0];
    for (let d = 0; d < 4; d++) {
      const index = ((P >> 1) + d) * Q + (Q >> 1) + d;
      const y = reshape(model.forward(x), [P * Q]);
      const dx = gradients(sum(gather(y, tensor(Int32Array.of(index))))).get(x)!.data;
      const seen = [...dx.keys()].filter((i) => dx[i] !== 0);
      for (const [axis, place] of [(i: number) => Math.floor(i / n), (i: number) => i % n].entries()) {
        const places = seen.map(place);
        most[axis] = Math.max(most[axis]!, Math.max(...places) - Math.min(...places) + 1);
      }
    }
    expect(most).toEqual(field);
    model.dispose();
  });

  test("refuses what it cannot know, and leaves nothing behind", () => {
    using model = new Sequential(new ReLU(), new Holder());
    const { live } = memoryStats();
    expect(() => receptiveField(model, [1, 1, 5, 5])).toThrow(ValueError);
    expect(() => receptiveField(model, [1, 1, 5, 5])).toThrow(
      "receptiveField: layer 1 (Holder) holds layers, expected",
    );
    expect(() => receptiveField(model, [5, 5])).toThrow(ShapeError);
    expect(() => receptiveField(model, [1, 2, 5, 5])).toThrow("in layer 1 (Holder)");
    expect(memoryStats().live).toBe(live);
    expect(model.training && model.at(1).training).toBe(true);
  });
});
