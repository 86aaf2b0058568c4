import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { einsum, matmul } from "../../src/ops/index.ts";
import { ones, tensor, zeros } from "../../src/tensor/creation.ts";
import { type Shape, sizeOf, stridesOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "../helpers/close.ts";
import { launchesOf } from "../helpers/kernels.ts";
import { expectNothingMade } from "../helpers/leaks.ts";
import { randomTensor } from "../helpers/random.ts";

/** The sum over all indices, in float64. Labels are given axis by axis; sizes of 1 broadcast. */
function reference(terms: readonly string[], output: string, operands: readonly Tensor[]): Float64Array {
  const labels = [...new Set(terms.join(""))];
  const sizes = labels.map((label) =>
    Math.max(...terms.flatMap((term, i) => operands[i]!.shape.filter((_, axis) => term[axis] === label))),
  );
  const shape = [...output].map((label) => sizes[labels.indexOf(label)]!);
  const steps = (term: string, of: Shape): number[] =>
    labels.map((label) =>
      stridesOf(of).reduce((sum, step, axis) => sum + (term[axis] === label && of[axis] !== 1 ? step : 0), 0),
    );
  const stepsOf = terms.map((term, i) => steps(term, operands[i]!.shape));
  const outputSteps = steps(output, shape);
  const data = operands.map((t) => t.data);
  const y = new Float64Array(sizeOf(shape));
  const index = labels.map(() => 0);
  const place = (by: readonly number[]) => by.reduce((sum, step, l) => sum + step * index[l]!, 0);
  for (let i = 0; i < sizeOf(sizes); i++) {
    let rest = i;
    for (let l = labels.length - 1; l >= 0; l--) {
      index[l] = rest % sizes[l]!;
      rest = Math.floor(rest / sizes[l]!);
    }
    y[place(outputSteps)]! += data.reduce((product, values, k) => product * values[place(stepsOf[k]!)]!, 1);
  }
  return y;
}

/** Equations; what their terms and outputs are once written out; shapes of the operands and of the result. */
const CASES: readonly (readonly [string, string, readonly Shape[], Shape])[] = [
  // One operand: order, sums, diagonals.
  ["ij->ji", "ij->ji", [[3, 4]], [4, 3]],
  ["ba", "ba->ab", [[3, 4]], [4, 3]],
  ["ij->", "ij->", [[3, 4]], []],
  ["ijk->j", "ijk->j", [[3, 4, 2]], [4]],
  ["ii", "ii->", [[4, 4]], []],
  ["ii->i", "ii->i", [[4, 4]], [4]],
  ["iji->ji", "iji->ji", [[3, 2, 3]], [2, 3]],
  ["iiij->j", "iiij->j", [[3, 3, 3, 2]], [2]],
  ["...ii->...", "abii->ab", [[2, 3, 4, 4]], [2, 3]],
  ["...->...", "ab->ab", [[2, 3]], [2, 3]],
  ["->", "->", [[]], []],
  // Two: products of numbers, vectors, matrices, batches, in every order.
  [",", ",->", [[], []], []],
  ["i,i", "i,i->", [[5], [5]], []],
  ["i,j", "i,j->ij", [[3], [4]], [3, 4]],
  ["i,j->ji", "i,j->ji", [[3], [4]], [4, 3]],
  ["ij,ij->ij", "ij,ij->ij", [[3, 4], [3, 4]], [3, 4]],
  ["ij,ji->", "ij,ji->", [[3, 4], [4, 3]], []],
  ["bi,bi->b", "bi,bi->b", [[3, 4], [3, 4]], [3]],
  ["bi,ib->b", "bi,ib->b", [[3, 4], [4, 3]], [3]],
  ["ij,jk", "ij,jk->ik", [[3, 4], [4, 2]], [3, 2]],
  ["ij,jk->ki", "ij,jk->ki", [[3, 4], [4, 2]], [2, 3]],
  ["ji,kj->ik", "ji,kj->ik", [[4, 3], [2, 4]], [3, 2]],
  ["bij,bjk->bik", "bij,bjk->bik", [[2, 3, 4], [2, 4, 5]], [2, 3, 5]],
  ["bij,kjb->ikb", "bij,kjb->ikb", [[2, 3, 4], [5, 4, 2]], [3, 5, 2]],
  ["aibj,bajk->abik", "aibj,bajk->abik", [[2, 3, 4, 5], [4, 2, 5, 3]], [2, 4, 3, 3]],
  ["bthd,bshd->bhts", "bthd,bshd->bhts", [[2, 3, 2, 4], [2, 5, 2, 4]], [2, 2, 3, 5]],
  ["ijkl,lkm->jim", "ijkl,lkm->jim", [[2, 3, 2, 4], [4, 2, 3]], [3, 2, 3]],
  ["iij,jk->ik", "iij,jk->ik", [[3, 3, 2], [2, 4]], [3, 4]],
  ["ijz,jk->ik", "ijz,jk->ik", [[3, 2, 2], [2, 4]], [3, 4]],
  // Ellipses and sizes of 1 broadcast; what the output lacks is summed.
  ["...ij,...jk->...ik", "abij,bjk->abik", [[2, 3, 2, 4], [3, 4, 2]], [2, 3, 2, 2]],
  ["...i,...i", "abi,bi->ab", [[2, 3, 4], [3, 4]], [2, 3]],
  ["i...,...->i...", "iab,b->iab", [[2, 2, 3], [3]], [2, 2, 3]],
  ["...i,i->i", "abi,i->i", [[2, 3, 4], [4]], [4]],
  ["...i,...i->...i", "abi,abi->abi", [[2, 1, 3], [1, 4, 3]], [2, 4, 3]],
  ["ij,jk->ik", "ij,jk->ik", [[2, 3], [1, 4]], [2, 4]],
  ["ij,jk->ijk", "ij,jk->ijk", [[2, 3], [1, 4]], [2, 3, 4]],
  ["ij,ij->ji", "ij,ij->ji", [[1, 3], [1, 1]], [3, 1]],
  // Three and more.
  ["i,ij,j", "i,ij,j->", [[3], [3, 4], [4]], []],
  ["ij,jk,kl->il", "ij,jk,kl->il", [[2, 5], [5, 3], [3, 4]], [2, 4]],
  ["bn,anm,bm->ba", "bn,anm,bm->ba", [[2, 3], [5, 3, 4], [2, 4]], [2, 5]],
  ["ab,ab,ab->a", "ab,ab,ab->a", [[3, 2], [3, 2], [3, 2]], [3]],
  ["a,b,c,d->dcba", "a,b,c,d->dcba", [[2], [3], [2], [3]], [3, 2, 3, 2]],
]; // prettier-ignore

describe("einsum", () => {
  test.each(CASES)("%s, that is %s, for %j", (equation, written, shapes, shape) => {
    const operands = shapes.map((s) => randomTensor(...s));
    const [left, right] = written.split("->") as [string, string];
    const y = einsum(equation, ...operands);
    expect(y.shape).toEqual(shape);
    expectClose(y.data, reference(left.split(","), right, operands), 2e-6);
    expect(gradcheck((...xs) => einsum(equation, ...xs), operands)).toBeLessThan(1e-2);
  });

  test("multiplies by hand, blanks or not", () => {
    const a = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(einsum(" i j, j -> i ", a, tensor([1, 10])).toArray()).toEqual([21, 43]);
    expect(einsum("ii", a).item()).toBe(5);
    expect(einsum("Ba", a).toArray()).toEqual([[1, 2], [3, 4]]); // prettier-ignore
  });

  test("is one product where the operands lie so, transposed or not", () => {
    const [a, b] = [randomTensor(64, 8, 8), randomTensor(64, 8, 8)];
    const kernels = (equation: string) => launchesOf(() => einsum(equation, a, b)).map(({ kernel }) => kernel);
    expect(kernels("bij,bjk->bik")).toEqual(["gemm_batches"]);
    expect(kernels("bji,bkj->bik")).toEqual(["gemm_batches"]);
    expect(kernels("bij,ckj->bick")).toEqual(["gemm_pack", "gemm_tiles"]);
  });

  test("multiplies what is cheapest first", () => {
    const [a, b, c] = [randomTensor(2, 90), randomTensor(90, 3), randomTensor(3, 100)];
    const kernels = (f: () => Tensor) => launchesOf(f).map(({ kernel }) => kernel);
    const inOrder = kernels(() => einsum("ij,jk,kl->il", a, b, c));
    expect(inOrder).toEqual(kernels(() => matmul(matmul(a, b), c)));
    expect(kernels(() => einsum("kl,ij,jk->il", c, a, b))).toEqual(inOrder);
  });

  test("gives zeros where there is nothing to sum, and nothing where there is nothing", () => {
    expect(Array.from(einsum("ij,jk", zeros([2, 0]), zeros([0, 2])).data)).toEqual([0, 0, 0, 0]);
    expect(einsum("ij,jk", zeros([0, 3]), zeros([3, 2])).shape).toEqual([0, 2]);
    expect(einsum("ij->", zeros([0, 3])).item()).toBe(0);
  });

  test("leaves nothing behind", () => {
    const operands = [randomTensor(3, 4), randomTensor(5, 4, 6), randomTensor(3, 6)];
    expectNothingMade(() => einsum("bn,anm,bm->ba", ...operands));
    expectNothingMade(() => einsum("ij->ij", operands[0]!));
  });

  test.each([
    ["i1,j", 'letters, commas, at most one "..." a term and at most one "->", as in "bij,bjk->bik"'],
    ["i->j->k", 'letters, commas, at most one "..." a term and at most one "->", as in "bij,bjk->bik"'],
    ["i..,j", 'letters, commas, at most one "..." a term and at most one "->", as in "bij,bjk->bik"'],
    ["...i...,j", 'letters, commas, at most one "..." a term and at most one "->", as in "bij,bjk->bik"'],
    ["i,j->k,l", 'letters, commas, at most one "..." a term and at most one "->", as in "bij,bjk->bik"'],
    ["ij", "2 terms, as there are 2 operands"],
    ["ij,jk,kl->il", "2 terms, as there are 2 operands"],
    ["ij,jk->iz", "an output of the letters in its terms, which lack z"],
    ["ij,jk->ii", "each letter once in its output"],
  ])("refuses %s", (equation, wanted) => {
    const refused = () => einsum(equation, ones([2, 3]), ones([3, 4]));
    expect(refused).toThrow(ValueError);
    expect(refused).toThrow(`einsum: equation is ${JSON.stringify(equation)}, expected ${wanted}`);
  });

  test("says what does not fit", () => {
    const [a, b] = [ones([2, 3]), ones([4, 5])];
    expect(() => einsum("ij,jk", a, b)).toThrow(ShapeError);
    expect(() => einsum("ij,jk", a, b)).toThrow("einsum: operand 1 is [4, 5], expected 3 along j, as before");
    expect(() => einsum("ii", a)).toThrow("einsum: operand 0 is [2, 3], expected 2 along i, as before");
    expect(() => einsum("ii", ones([1, 3]))).toThrow("einsum: operand 0 is [1, 3], expected 1 along i, as before");
    expect(() => einsum("ijk", a)).toThrow('einsum: operand 0 is [2, 3], expected 3 axes for "ijk"');
    expect(() => einsum("ij,k", a, b)).toThrow('einsum: operand 1 is [4, 5], expected 1 axes for "k"');
    expect(() => einsum("...ijk", a)).toThrow('einsum: operand 0 is [2, 3], expected at least 3 axes for "...ijk"');
    expect(() => einsum("...,...", a, b)).toThrow(
      'einsum: operand 1 is [4, 5], expected 2 along the axes of "...", as before',
    );
    expect(() => einsum("ij->")).toThrow("einsum: operands are none, expected one for each term");
    expect(() => einsum("ij", ones([2, 3], "int32"))).toThrow(DTypeError);
    expect(() => einsum("i,i", ones([2]), ones([2], "int32"))).toThrow("einsum: operand 1 is int32, expected float32");
  });
});
