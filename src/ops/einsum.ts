import { record } from "../autograd/tape.ts";
import { ValueError } from "../base/errors.ts";
import { zeros } from "../tensor/creation.ts";
import { checkDType } from "../tensor/check.ts";
import { stridesOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";
import { composed } from "./support/composed.ts";
import { contract, type Labelled, ordered } from "./support/contraction.ts";
import { parseEquation } from "./support/equation.ts";
import { fromStrided, toStrided } from "./support/strided.ts";

/**
 * Einstein's sum: `einsum("bij,bjk->bik", a, b)`. Each term names the axes of an operand by letters, the output what is left of
 * them. Products over all letters are summed over those that the output lacks. A letter twice in one term is its diagonal. `...`
 * stands for any axes, which broadcast; sizes of 1 do so, too. Without `->`, the output is the axes of `...`, then the letters
 * that occur once, in the order of the alphabet.
 *
 * Becomes sums, copies in another order, and batched matrix products, of two operands at a time: those that take the fewest
 * multiplications, then the result and the others.
 *
 * Shapes: as the equation says. Gradients: of all operands. Throws `ValueError` if the equation is wrong, `ShapeError` if an
 * operand does not fit, `DTypeError` unless all are float32.
 */
export function einsum(equation: string, ...operands: Tensor[]): Tensor {
  if (operands.length === 0) throw new ValueError("einsum: operands are none, expected one for each term");
  operands.forEach((t, i) => checkDType("einsum", `operand ${i}`, t, "float32"));
  const { inputs, output, sizes } = parseEquation(
    equation,
    operands.map((t) => t.shape),
  );
  return composed(operands, () => {
    const all = operands.map((t, i) => distinct(t, inputs[i]!));
    const terms = all.map((term) => {
      const others = all.filter((other) => other !== term).flatMap(({ labels }) => labels);
      return onlyKept(term, new Set([...output, ...others]));
    });
    const result = ordered(contractAll(terms, output, sizes), output);
    return reshape(
      result,
      output.map((label) => sizes.get(label)!),
    );
  });
}

/** Contracts pairs until one term is left. */
function contractAll(terms: Labelled[], output: readonly string[], sizes: ReadonlyMap<string, number>): Labelled {
  while (terms.length > 1) {
    let best = { i: 0, j: 1, cost: Infinity };
    for (let i = 0; i < terms.length; i++) {
      for (let j = i + 1; j < terms.length; j++) {
        const labels = new Set([...terms[i]!.labels, ...terms[j]!.labels]);
        const cost = [...labels].reduce((product, label) => product * sizes.get(label)!, 1);
        if (cost < best.cost) best = { i, j, cost };
      }
    }
    const { i, j } = best;
    const rest = terms.filter((_, k) => k !== i && k !== j);
    const keep = new Set([...output, ...rest.flatMap(({ labels }) => labels)]);
    terms = [contract(terms[i]!, terms[j]!, keep), ...rest];
  }
  return terms[0]!;
}

/** `t` without axes of size 1, which need no label, and with one axis for each label: the diagonal of those that share it. */
function distinct(t: Tensor, labels: readonly string[]): Labelled {
  const axes = labels.map((label, axis) => ({ label, axis })).filter(({ axis }) => t.shape[axis] !== 1);
  const unique = [...new Set(axes.map(({ label }) => label))];
  const shape = unique.map((label) => t.shape[labels.indexOf(label)]!);
  if (unique.length === axes.length) return { t: reshape(t, shape), labels: unique };
  const own = stridesOf(t.shape);
  const strides = unique.map((label) =>
    axes.reduce((total, { label: other, axis }) => total + (other === label ? own[axis]! : 0), 0),
  );
  const y = fromStrided("einsum", t, shape, strides);
  record("einsum", y, [t], (dy) => {
    const dx = zeros(t.shape);
    toStrided("einsum", dx, dy, strides);
    return [dx];
  });
  return { t: y, labels: unique };
}

/** Sums over the labels that nobody else has. */
function onlyKept({ t, labels }: Labelled, others: ReadonlySet<string>): Labelled {
  const gone = [...labels.keys()].filter((axis) => !others.has(labels[axis]!));
  return gone.length === 0 ? { t, labels } : { t: sum(t, gone), labels: labels.filter((label) => others.has(label)) };
}
