import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { lenet5, resnet, simpleCnn, unet } from "../../src/models/index.ts";
import { crossEntropy, meanSquaredError, type Module, receptiveField, summarize } from "../../src/nn/index.ts";
import { Adam } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import { rand } from "../../src/tensor/random.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const figures = (model: Module, shape: readonly number[]) => {
  const { layers, parameters } = summarize(model, shape);
  return [layers[0]!.outputShape, parameters];
};

/** The loss in evaluation mode after `steps` compiled steps on one batch. */
function learn(model: Module, loss: (y: Tensor) => Tensor, x: Tensor, steps: number): number {
  const optimizer = new Adam(model, { learningRate: 0.01 });
  const step = compile(() => {
    const value = loss(model.forward(x));
    optimizer.step(gradients(value));
    return value;
  });
  for (let i = 0; i < steps; i++) step();
  step.dispose();
  optimizer.dispose();
  model.eval();
  return scope(() => loss(model.forward(x)).item());
}

describe("models", () => {
  test.each([
    ["lenet5", () => lenet5(), [2, 1, 28, 28], [2, 10], 61_706],
    ["lenet5", () => lenet5({ size: [32, 32], channels: 3, classes: 5 }), [1, 3, 32, 32], [1, 5], 61_581],
    ["lenet5", () => lenet5({ size: [16, 21] }), [1, 1, 16, 21], [1, 10], 17_546],
    ["simpleCnn", () => simpleCnn(), [3, 1, 28, 28], [3, 10], 34_826],
    ["simpleCnn", () => simpleCnn({ size: [8, 8], padding: "same" }), [1, 1, 8, 8], [1, 10], 21_386],
    ["simpleCnn", () => simpleCnn({ size: [10, 13], channels: 3 }), [1, 3, 10, 13], [1, 10], 20_042],
    ["resnet", () => resnet({ channels: 3 }), [1, 3, 32, 32], [1, 10], 272_474],
    ["resnet", () => resnet({ classes: 4, blocks: 1, width: 8 }), [2, 1, 28, 28], [2, 4], 19_612],
    ["unet", () => unet(), [1, 1, 16, 8], [1, 1, 16, 8], 482_449],
    ["unet", () => unet({ channels: 3, classes: 4, width: 4, depth: 1 }), [1, 3, 6, 4], [1, 4, 6, 4], 1_764],
  ] as const)("%s %# has the shapes and parameters that it says", (_, make, shape, output, parameters) => {
    manualSeed(0); // The default generator is there from now on.
    const { live } = memoryStats();
    const model = make();
    expect(figures(model, shape)).toEqual([output, parameters]);
    model.dispose();
    expect(memoryStats().live).toBe(live);
  });

  test("names parameters as PyTorch does", () => {
    using model = resnet({ blocks: 1, width: 2 });
    const block = ["conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias"];
    const down = ["downsample.0.weight", "downsample.1.weight", "downsample.1.bias"];
    expect(Array.from(model.namedParameters(), ([path]) => path)).toEqual([
      "conv1.weight",
      "bn1.weight",
      "bn1.bias",
      ...block.map((path) => `layer1.0.${path}`),
      ...["layer2", "layer3"].flatMap((stage) => [...block, ...down].map((path) => `${stage}.0.${path}`)),
      "fc.weight",
      "fc.bias",
    ]);
    expect(model.namedTensors().has("layer2.0.downsample.1.running_mean")).toBe(true);
  });

  test("tell their receptive fields", () => {
    using model = simpleCnn();
    expect(receptiveField(model, [1, 1, 28, 28]).at(-1)).toEqual({
      path: "5",
      type: "MaxPool2d",
      field: [10, 10],
      stride: [4, 4],
      size: [5, 5],
    });
  });

  test.each([
    ["lenet5", () => lenet5({ size: [16, 16] }), [1, 16, 16], 100],
    ["simpleCnn", () => simpleCnn({ size: [10, 10] }), [1, 10, 10], 80],
    ["resnet", () => resnet({ blocks: 1, width: 4 }), [1, 9, 9], 80],
  ] as const)("%s learns a few samples by heart", (_, make, shape, steps) => {
    manualSeed(5);
    using model = make();
    using x = rand([8, ...shape]);
    using labels = tensor(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
    expect(learn(model, (y) => crossEntropy(y, labels), x, steps)).toBeLessThan(0.1);
  });

  test("unet learns masks by heart", () => {
    manualSeed(5);
    using model = unet({ width: 4, depth: 2 });
    using x = rand([2, 1, 8, 8]);
    using mask = tensor(
      Float32Array.from({ length: 128 }, (_, i) => Number(i % 8 < i / 16)),
      [2, 1, 8, 8],
    );
    expect(learn(model, (y) => meanSquaredError(y, mask), x, 100)).toBeLessThan(0.02);
  });

  test("refuse what they cannot be made of, or cannot take", () => {
    expect(() => lenet5({ size: [15, 28] })).toThrow(
      "lenet5: size is [15, 28], expected [H, W], both whole and from 16",
    );
    expect(() => simpleCnn({ size: [9, 28] })).toThrow(ShapeError);
    expect(() => simpleCnn({ size: [3, 8], padding: "same" })).toThrow("from 4 on");
    expect(() => simpleCnn({ padding: "full" as "same" })).toThrow(ValueError);
    expect(() => lenet5({ classes: 0 })).toThrow("lenet5: classes is 0, expected a whole number from 1 on");
    expect(() => resnet({ blocks: 1.5 })).toThrow(ValueError);
    expect(() => unet({ depth: 0 })).toThrow(ValueError);
    using segmenter = unet({ width: 1, depth: 2 });
    using classifier = resnet({ width: 1, blocks: 1 });
    using odd = rand([1, 1, 8, 6]);
    expect(() => segmenter.forward(odd)).toThrow(
      "unet: x is [1, 1, 8, 6], expected [B, C, H, W] with H and W multiples of 4",
    );
    using flat = rand([1, 784]);
    expect(() => classifier.forward(flat)).toThrow(ShapeError);
  });
});
