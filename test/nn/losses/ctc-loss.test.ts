import { describe, expect, test } from "vitest";
import { gradcheck } from "../../../src/autograd/gradcheck.ts";
import { gradients } from "../../../src/autograd/tape.ts";
import { ctcGreedyDecode, ctcLoss, Linear, type Reduction } from "../../../src/nn/index.ts";
import { logSoftmax } from "../../../src/ops/index.ts";
import { Adam } from "../../../src/optim/index.ts";
import { full, tensor } from "../../../src/tensor/creation.ts";
import { manualSeed } from "../../../src/tensor/generator.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { memoryStats } from "../../../src/wasm/heap.ts";
import { expectClose } from "../../helpers/close.ts";
import { randomTensor } from "../../helpers/random.ts";

const targets = tensor(Int32Array.of(1, 2, 1, 0, 0, 0), [3, 2]);

describe("ctcLoss", () => {
  test("divides by the lengths of targets, of which 0 counts as 1, before it takes the mean", () => {
    // Four equal classes and three frames: "ab" has five paths, "a" six, and nothing one.
    const x = full([3, 3, 4], -Math.log(4));
    const losses = [5, 6, 1].map((paths) => -Math.log(paths / 64));
    const mean = (losses[0]! / 2 + losses[1]! + losses[2]!) / 3;
    const counts = [2, 1, 0];
    for (const targetLengths of [counts, tensor(Int32Array.from(counts))]) {
      expectClose(ctcLoss(x, targets, { targetLengths, reduction: "none" }).data, losses, 3e-7);
      expectClose(
        [ctcLoss(x, targets, { targetLengths, reduction: "sum" }).item()],
        [losses[0]! + losses[1]! + losses[2]!],
        3e-7,
      );
      expectClose([ctcLoss(x, targets, { targetLengths }).item()], [mean], 3e-7);
    }
    const whole = tensor(Int32Array.of(1, 2), [1, 2]);
    expectClose([ctcLoss(full([1, 3, 4], -Math.log(4)), whole).item()], [losses[0]! / 2], 3e-7);
  });

  test("leaves nothing but its result behind", () => {
    using x = full([3, 3, 4], -1);
    const { live, blocks } = memoryStats();
    for (const reduction of ["mean", "sum", "none"] as const) {
      ctcLoss(x, targets, { targetLengths: [2, 1, 0], reduction }).dispose();
      expect(memoryStats()).toMatchObject({ live, blocks });
    }
  });

  test("weighs samples behind the division by lengths", () => {
    const x = full([3, 3, 4], -Math.log(4));
    const options = { targetLengths: [2, 1, 0] };
    const losses = [5, 6, 1].map((paths) => -Math.log(paths / 64));
    const sampleWeights = tensor([2, 0, 1]);
    const weighed = ctcLoss(x, targets, { ...options, sampleWeights });
    expectClose([weighed.item()], [(losses[0]! + losses[2]!) / 3], 3e-7);
    const none = ctcLoss(x, targets, { ...options, sampleWeights, reduction: "none" });
    expectClose(none.data, [2 * losses[0]!, 0, losses[2]!], 3e-7);
  });

  test("has the right gradients", () => {
    for (const reduction of ["mean", "sum", "none"] as const) {
      const loss = (x: ReturnType<typeof randomTensor>) =>
        ctcLoss(logSoftmax(x), targets, { targetLengths: [2, 1, 0], inputLengths: [4, 3, 2], reduction });
      gradcheck((x) => loss(x!), [randomTensor(3, 4, 4)]);
    }
  });

  test("says what it expected", () => {
    const x = full([3, 3, 4], -1);
    const targetLengths = [2, 1, 0];
    expect(() => ctcLoss(x, targets, { targetLengths, reduction: "average" as Reduction })).toThrow(
      'ctcLoss: reduction is average, expected "mean", "sum" or "none"',
    );
    expect(() => ctcLoss(x, tensor(Int32Array.of(1)))).toThrow("ctc: targets is [1], expected [B=3, S]");
  });

  test("teaches a layer to spell, decoded greedily", () => {
    manualSeed(1);
    using model = new Linear(12, 5);
    using optimizer = new Adam(model, { learningRate: 0.1 });
    const x = randomTensor(2, 9, 12);
    const words = tensor(Int32Array.of(1, 2, 2, 4, 3, 1, 0, 0), [2, 4]);
    const options = { inputLengths: [9, 7], targetLengths: [4, 2] };
    for (let step = 0; step < 60; step++) {
      scope(() => optimizer.step(gradients(ctcLoss(logSoftmax(model.forward(x)), words, options))));
    }
    const spelled = scope(() => ctcGreedyDecode(model.forward(x), options));
    expect(spelled).toEqual([
      [1, 2, 2, 4],
      [3, 1],
    ]);
  });
});
