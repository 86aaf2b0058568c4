import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { leastSquares, pseudoInverse, rank, svd } from "../../src/linalg/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import golden from "../golden/numpy-linalg.json" with { type: "json" };
import { expectClose } from "../helpers/close.ts";
import { diagonal, expectOrthonormal, expectRefusals, expectRows, type Rows, times, transposed } from "../helpers/linalg.ts"; // prettier-ignore

const TOLERANCE = 1e-13;

describe.each(golden.any)("NumPy's $name", ({ a, b, many, ...expected }) => {
  test("svd", () => {
    const { u, singularValues, vt } = svd(a);
    const R = Math.min(a.length, a[0]!.length);
    expect([u.length, u[0]!.length, vt.length, vt[0]!.length]).toEqual([a.length, R, R, a[0]!.length]);
    // Of numbers that are 0 but for rounding, only the size is known.
    const scale = Math.max(1, ...expected.singularValues);
    singularValues.forEach((s, i) => expect(Math.abs(s - expected.singularValues[i]!)).toBeLessThan(TOLERANCE * scale));
    expect(singularValues).toEqual([...singularValues].sort((p, q) => q - p));
    expectOrthonormal(u);
    expectOrthonormal(transposed(vt));
    expectRows(times(times(u, diagonal(singularValues)), vt), a, TOLERANCE);
  });

  test("rank and pseudoInverse", () => {
    expect(rank(a)).toBe(expected.rank);
    expectRows(pseudoInverse(a), expected.pseudoInverse, TOLERANCE);
  });

  test("leastSquares", () => {
    expectClose(leastSquares(a, b), expected.solution, TOLERANCE);
    expectRows(leastSquares(a, many), expected.solutions, TOLERANCE);
  });
});

describe("leastSquares", () => {
  test("fits a line by hand", () => {
    expectClose(leastSquares([[1, 0], [1, 1], [1, 2]], [1, 3, 5]), [1, 2], 1e-14); // prettier-ignore
    expectClose(leastSquares(tensor([[1, 0], [1, 1], [1, 2]]), tensor([1, 3, 5])) as number[], [1, 2], 1e-14); // prettier-ignore
  });

  test("leaves out what the tolerance calls 0", () => {
    const a = [[1, 1], [1, 1 + 1e-6]]; // prettier-ignore
    expect(rank(a)).toBe(2);
    expect(rank(a, { tolerance: 1e-5 })).toBe(1);
    expectClose(leastSquares(a, [2, 2], { tolerance: 1e-5 }), [1, 1], 1e-5);
    expectRows(pseudoInverse(a, { tolerance: 1e-5 }), [[0.25, 0.25], [0.25, 0.25]], 1e-5); // prettier-ignore
    expect(rank([[0, 0]], { tolerance: 0 })).toBe(0);
    for (const tolerance of [-1, 1, Number.NaN]) {
      expect(() => rank(a, { tolerance })).toThrow(ValueError);
      expect(() => rank(a, { tolerance })).toThrow(
        `rank: tolerance is ${tolerance}, expected a number from 0 on and below 1`,
      );
    }
  });

  test("says what does not fit", () => {
    expectRefusals("svd", (a: Rows) => svd(a));
    expectRefusals("rank", (a: Rows) => rank(a));
    expectRefusals("pseudoInverse", (a: Rows) => pseudoInverse(a));
    expectRefusals("leastSquares", (a: Rows) => leastSquares(a, [1]));
    expect(() => leastSquares([[1, 2]], [1, 2])).toThrow(ShapeError);
    expect(() => leastSquares([[1, 2]], [1, 2])).toThrow("leastSquares: b is [2], expected [M=1] or [M=1, N]");
  });
});
