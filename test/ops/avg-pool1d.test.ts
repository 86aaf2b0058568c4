import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { avgPool1d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

describe("avgPool1d", () => {
  test("works by hand", () => {
    const x = tensor([[[1, 5, 3], [-4, -2, -6]]]); // prettier-ignore
    expect(avgPool1d(x, 2).toArray()).toEqual([[[3], [-3]]]);
    expect(avgPool1d(x, 2, { ceilMode: true }).toArray()).toEqual([[[3, 3], [-3, -6]]]); // prettier-ignore
    expect(avgPool1d(x, 2, { padding: 1 }).toArray()).toEqual([[[0.5, 4], [-2, -4]]]); // prettier-ignore
    expect(avgPool1d(x, 2, { padding: 1, countIncludePad: false }).toArray()).toEqual([[[1, 4], [-4, -4]]]); // prettier-ignore
  });

  test("has the right gradients, and leaves only its result", () => {
    gradcheck((x) => avgPool1d(x, 3, { stride: 2, padding: 1 }), [randomTensor(2, 3, 8)]);
    expectNoLeaks((x) => avgPool1d(x!, 2), [randomTensor(2, 3, 8)]);
  });

  test("refuses what does not fit", () => {
    expect(() => avgPool1d(zeros([3, 8]), 2)).toThrow("avgPool1d: x is [3, 8], expected [B, C, L]");
    expect(() => avgPool1d(zeros([2, 3, 8]), 9)).toThrow("expected a length of at least 9");
    expect(() => avgPool1d(zeros([2, 3, 8]), 2, { padding: 2 })).toThrow(
      "padding is 2, expected at most half of kernel 2",
    );
  });
});
