import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { profile } from "../../src/autograd/profile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { ValueError } from "../../src/base/errors.ts";
import { Linear } from "../../src/nn/index.ts";
import { sum } from "../../src/ops/index.ts";
import { Adam } from "../../src/optim/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { randomTensor } from "../helpers/random.ts";
import { bitsOf } from "../helpers/replay.ts";

function training() {
  const layer = new Linear(30, 40);
  const optimizer = new Adam(layer);
  const step = compile((x: Tensor) => {
    const loss = sum(layer.forward(x));
    optimizer.step(gradients(loss));
    return loss;
  });
  return { layer, optimizer, step };
}

describe("profile", () => {
  test("times every launch of the step, by kernel", () => {
    const { step } = training();
    step(randomTensor(50, 30));
    const { kernels, milliseconds } = profile(step, 5);
    expect(kernels.reduce((n, k) => n + k.launches, 0)).toBe(step.stats()[0]!.launches);
    expect(kernels.find((k) => k.kernel === "adam")!.launches).toBe(2);
    expect(kernels.reduce((s, k) => s + k.share, 0)).toBeCloseTo(1);
    expect(kernels.reduce((s, k) => s + k.milliseconds, 0)).toBeCloseTo(milliseconds);
    expect(kernels.map((k) => k.milliseconds)).toEqual(kernels.map((k) => k.milliseconds).sort((a, b) => b - a));
  });

  test("prints a table", () => {
    const { step } = training();
    step(randomTensor(5, 30));
    const result = profile(step, 2);
    const lines = String(result).split("\n");
    expect(lines.length).toBe(result.kernels.length + 2);
    expect(lines[0]).toMatch(/^kernel +launches +ms +share$/);
    expect(lines.at(-1)).toMatch(/^total /);
  });

  test("leaves parameters and optimizer as they were", () => {
    const { layer, optimizer, step } = training();
    step(randomTensor(5, 30));
    const kept = [...layer.parameters(), ...optimizer.namedTensors().values()];
    const before = kept.map(bitsOf);
    profile(step, 3);
    expect(kept.map(bitsOf)).toEqual(before);
  });

  test("refuses a step that was not called, and no replays", () => {
    const { step } = training();
    expect(() => profile(step)).toThrow("profile: the step has no list, expected a step that was called before");
    step(randomTensor(5, 30));
    expect(() => profile(step, 0)).toThrow(ValueError);
  });
});
