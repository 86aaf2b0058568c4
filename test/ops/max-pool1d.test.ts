import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { maxPool1d } from "../../src/ops/index.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { expectNoLeaks } from "../helpers/leaks.ts";
import { distinct } from "../helpers/pooling.ts";
import { randomTensor } from "../helpers/random.ts";

describe("maxPool1d", () => {
  test("works by hand", () => {
    const x = tensor([[[1, 5, 3], [-4, -2, -6]]]); // prettier-ignore
    expect(maxPool1d(x, 2).toArray()).toEqual([[[5], [-2]]]);
    expect(maxPool1d(x, 2, { ceilMode: true }).toArray()).toEqual([[[5, 3], [-2, -6]]]); // prettier-ignore
    expect(maxPool1d(x, 3, { stride: 1, padding: 1 }).toArray()).toEqual([[[5, 5, 5], [-2, -2, -2]]]); // prettier-ignore
    expect(maxPool1d(x, 2, { stride: 1, dilation: 2 }).toArray()).toEqual([[[3], [-4]]]);
  });

  test("has the right gradients, and leaves only its result", () => {
    gradcheck((x) => maxPool1d(x, 3, { stride: 2, padding: 1 }), [distinct(2, 3, 8)]);
    expectNoLeaks((x) => maxPool1d(x!, 2), [randomTensor(2, 3, 8)]);
  });

  test("refuses what does not fit", () => {
    expect(() => maxPool1d(zeros([3, 8]), 2)).toThrow("maxPool1d: x is [3, 8], expected [B, C, L]");
    expect(() => maxPool1d(zeros([2, 3, 8]), 9)).toThrow("expected a length of at least 9");
    expect(() => maxPool1d(zeros([2, 3, 8]), 2, { padding: 2 })).toThrow(
      "padding is 2, expected at most half of kernel 2",
    );
  });
});
