import { describe, expect, test } from "vitest";
import { ValueError } from "../../src/base/errors.ts";
import { cholesky, eigenSymmetric } from "../../src/linalg/index.ts";
import { matmul } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import golden from "../golden/numpy-linalg.json" with { type: "json" };
import { expectClose } from "../helpers/close.ts";
import { diagonal, expectOrthonormal, expectRows, expectSquareRefusals, type Rows, times, transposed } from "../helpers/linalg.ts"; // prettier-ignore
import { randomTensor } from "../helpers/random.ts";

const TOLERANCE = 1e-13;

interface Case {
  readonly name: string;
  readonly a: number[][];
  readonly values: number[];
  readonly cholesky?: number[][];
}

describe.each(golden.symmetric as Case[])("NumPy's $name", ({ a, values, cholesky: expected }) => {
  test("eigenSymmetric", () => {
    const eigen = eigenSymmetric(a);
    expectClose(eigen.values, values, TOLERANCE);
    expectOrthonormal(eigen.vectors);
    expectRows(times(times(eigen.vectors, diagonal(eigen.values)), transposed(eigen.vectors)), a, TOLERANCE);
  });

  test("cholesky", () => {
    if (expected !== undefined) expectRows(cholesky(a), expected, TOLERANCE);
    else {
      expect(() => cholesky(a)).toThrow(ValueError);
      expect(() => cholesky(a)).toThrow("cholesky: a is not positive definite, expected a positive definite matrix");
    }
  });
});

describe.each([["cholesky", cholesky], ["eigenSymmetric", eigenSymmetric]] as const)("%s", (op, f) => {
  test("takes a product of float32", () => {
    const x = randomTensor(50, 4);
    const a = matmul(x, x, { transposeA: true });
    expect(() => f(a)).not.toThrow();
    expect(() => f([[1, 1e-6], [0, 1]])).not.toThrow(); // prettier-ignore
  });

  test("says what does not fit", () => {
    expectSquareRefusals(op, (a: Rows) => f(a));
    expect(() => f([[4, 2], [3, 4]])).toThrow(`${op}: a is 3 at [1, 0] and 2 at [0, 1], expected a symmetric matrix`); // prettier-ignore
    expect(() => f(tensor([[1, 2], [3, 1]]))).toThrow(ValueError); // prettier-ignore
  });
}); // prettier-ignore
