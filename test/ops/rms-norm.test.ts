import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { rmsNorm } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { expectClose } from "../helpers/close.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("rmsNorm", () => {
  test("works by hand", () => {
    const y = rmsNorm(tensor([[1, 7]]), 2, tensor([5, 10]), { epsilon: 0 });
    expectClose(y.data, [1, 14], 1e-7);
  });

  test("has the right gradients", () => {
    scope(() => {
      gradcheck((x, w) => rmsNorm(x!, 5, w!, { epsilon: 0.1 }), [randomTensor(4, 5), randomTensor(5)]);
      gradcheck((x) => rmsNorm(x, [3, 4], null, { epsilon: 0.1 }), [randomTensor(2, 3, 4)]);
    });
  });

  test("leaks nothing", () => {
    expectNoLeaks((x, w) => rmsNorm(x!, 5, w!), [randomTensor(3, 5), randomTensor(5)]);
  });

  test("says what it expected", () => {
    expect(() => rmsNorm(zeros([2, 3]), 4)).toThrow("rmsNorm: x is [2, 3], expected [..., 4]");
  });
});
