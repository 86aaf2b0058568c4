import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { groupNorm, instanceNorm, layerNorm } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("groupNorm", () => {
  test("works by hand", () => {
    const x = tensor([[1, 3, 10, 30]]);
    expect(groupNorm(x, 2, tensor([1, 2, 3, 4]), null, { epsilon: 0 }).toArray()).toEqual([[-1, 2, -3, 4]]);
  });

  test("is layerNorm for one group, instanceNorm for as many as channels", () => {
    const x = randomTensor(2, 6, 5, 7);
    expectClose(groupNorm(x, 1).data, layerNorm(x, [6, 5, 7]).data, 1e-6);
    expectClose(groupNorm(x, 6).data, instanceNorm(x).data, 1e-6);
  });

  test.each([
    [2, [3, 4]],
    [2, [2, 4, 3]],
    [4, [2, 4, 3, 3]],
    [1, [2, 4, 3, 3]],
  ])("has the right gradients for %i groups of %j", (groups, shape) => {
    scope(() => {
      const parts = [randomTensor(...shape), randomTensor(4), randomTensor(4)];
      gradcheck((x, w, b) => groupNorm(x!, groups, w!, b!, { epsilon: 0.1 }), parts);
    });
  });

  test("leaks nothing, and takes an empty batch", () => {
    expectNoLeaks((x, w, b) => groupNorm(x!, 2, w!, b!), [randomTensor(3, 4, 5), randomTensor(4), randomTensor(4)]);
    expectNoLeaks((x) => groupNorm(x, 2), [zeros([0, 4, 5])]);
  });

  test.each([0, 3, 1.5, Number.NaN])("refuses %d groups", (groups) => {
    expect(() => groupNorm(zeros([2, 4, 3]), groups)).toThrow(
      `groupNorm: groups is ${groups}, expected a whole number from 1 on that divides C=4`,
    );
  });
});
