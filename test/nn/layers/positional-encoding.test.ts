import { describe, expect, test } from "vitest";
import { PositionalEncoding, sinusoidalPositions } from "../../../src/nn/index.ts";
import { add } from "../../../src/ops/index.ts";
import { ones, zeros } from "../../../src/tensor/creation.ts";
import { layerContract } from "../../helpers/layer-contract.ts";
import { randomTensor } from "../../helpers/random.ts";
import { expectReplays } from "../../helpers/replay.ts";

layerContract("PositionalEncoding", {
  make: () => new PositionalEncoding(4),
  input: [3, 5, 4],
  output: [3, 5, 4],
  refused: { input: [3, 5, 3], message: "PositionalEncoding: x is [3, 5, 3], expected [B, T, D=4]" },
});

describe("PositionalEncoding", () => {
  test("adds positions, of shorter and longer sequences", () => {
    using layer = new PositionalEncoding(6).eval();
    for (const T of [4, 2, 9, 0]) {
      const x = randomTensor(2, T, 6);
      expect(layer.forward(x).data).toEqual(add(x, sinusoidalPositions(T, 6)).data);
    }
  });

  test("drops in training mode", () => {
    using layer = new PositionalEncoding(8, 0.5);
    expect(layer.forward(ones([4, 5, 8])).data).toContain(0);
    using all = new PositionalEncoding(8, 1);
    expect(all.forward(ones([4, 5, 8])).data).toEqual(zeros([4, 5, 8]).data);
  });

  test("gives eager's bits when compiled", () => {
    using layer = new PositionalEncoding(6).eval();
    expectReplays("PositionalEncoding", (x) => layer.forward(x!), [randomTensor(2, 5, 6)]);
  });

  test("refuses what is no size, and no probability", () => {
    expect(() => new PositionalEncoding(0)).toThrow("PositionalEncoding: D is 0, expected a whole number from 1 on");
    expect(() => new PositionalEncoding(4, 2)).toThrow(
      "PositionalEncoding: dropout is 2, expected a number from 0 to 1",
    );
  });
});
