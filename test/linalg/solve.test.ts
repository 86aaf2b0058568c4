import { describe, expect, test } from "vitest";
import { compile } from "../../src/autograd/compile.ts";
import { variable } from "../../src/autograd/tape.ts";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { determinant, inverse, solve } from "../../src/linalg/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import golden from "../golden/numpy-linalg.json" with { type: "json" };
import { expectClose } from "../helpers/close.ts";
import { expectRows, expectSquareRefusals, type Rows } from "../helpers/linalg.ts";

/** What rounding makes of a problem of this condition. */
const tolerance = (condition: number) => 4 * Number.EPSILON * Math.min(condition, 1e9);

describe.each(golden.square)("NumPy's $name", ({ a, b, many, solution, solutions, condition, ...expected }) => {
  test("solve", () => {
    expectClose(solve(a, b), solution, tolerance(condition));
    expectRows(solve(a, many), solutions, tolerance(condition));
  });

  test("inverse and determinant", () => {
    expectRows(inverse(a), expected.inverse, tolerance(condition));
    expectClose([determinant(a)], [expected.determinant], tolerance(condition));
  });
});

describe("solve", () => {
  test("takes tensors, arrays and typed arrays, and leaves them alone", () => {
    const a = [[2, 0], [0, 4]]; // prettier-ignore
    expect(solve(a, [1, 2])).toEqual([0.5, 0.5]);
    expect(a[0]).toEqual([2, 0]);
    expect(solve(a.map((row) => Float64Array.from(row)), Float32Array.of(1, 2))).toEqual([0.5, 0.5]); // prettier-ignore
    expect(solve(tensor(a), tensor([1, 2]))).toEqual([0.5, 0.5]);
    expect(solve(tensor(a), tensor([[1], [2]]))).toEqual([[0.5], [0.5]]);
    expect(solve(variable(tensor(a)), [[1, 0], [2, 4]])).toEqual([[0.5, 0], [0.5, 1]]); // prettier-ignore
    expect(inverse(tensor([[4]]))).toEqual([[0.25]]);
    expect(determinant(tensor(a))).toBe(8);
  });

  test("has float64's accuracy", () => {
    const [x] = solve([[3]], [1]);
    expect(x).toBe(1 / 3);
  });

  test("solves what is small as a whole, or in one row or column", () => {
    expect(solve([[1e-300]], [1e-300])).toEqual([1]);
    expectClose(solve([[1, 1e-20], [1, 3e-20]], [3, 5]), [2, 1e20], 1e-14); // prettier-ignore
    expectClose(inverse([[1, 0], [0, 1e-200]]).flat(), [1, 0, 0, 1e200], 1e-14); // prettier-ignore
  });

  test.each([
    ["rows alike", [[1, 2], [2, 4]]],
    ["zeros", [[0, 0], [0, 0]]],
    ["rows that depend on each other but for rounding", [[1, 2, 3], [4, 5, 6], [7, 8, 9]]],
    ["the same in tenths", [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]]],
  ])("refuses %s", (_, a) => {
    for (const [op, f] of [["solve", () => solve(a, a)], ["inverse", () => inverse(a)]] as const) {
      expect(f).toThrow(ValueError);
      expect(f).toThrow(
        `${op}: a is singular to working precision, expected an invertible matrix; leastSquares and pseudoInverse take any`,
      );
    }
    expect(Math.abs(determinant(a))).toBeLessThan(1e-14);
  }); // prettier-ignore

  test("says what does not fit", () => {
    expectSquareRefusals("solve", (a: Rows) => solve(a, [1, 2]));
    expectSquareRefusals("inverse", (a: Rows) => inverse(a));
    expectSquareRefusals("determinant", (a: Rows) => determinant(a));
    const a = [[1, 2], [3, 5]]; // prettier-ignore
    expect(() => solve(a, [1, 2, 3])).toThrow(ShapeError);
    expect(() => solve(a, [1, 2, 3])).toThrow("solve: b is [3], expected [M=2] or [M=2, N]");
    expect(() => solve(a, tensor(1))).toThrow("solve: b is [], expected [M=2] or [M=2, N]");
    expect(() => solve(a, [[], []])).toThrow("solve: b is [2, 0], expected at least one row and one column");
    expect(() => solve(a, [1, Number.NaN])).toThrow("solve: b is NaN at [1, 0], expected finite numbers");
  });

  test("is no part of a compiled step", () => {
    const step = compile((a: ReturnType<typeof tensor>) => tensor(inverse(a)));
    expect(() => step(tensor([[1]]))).toThrow("return it from the step");
    step.dispose();
  });
});
