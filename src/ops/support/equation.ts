// The language of einsum: "bij,bjk->bik".

import { ShapeError, ValueError } from "../../base/errors.ts";
import { formatShape, type Shape } from "../../tensor/shape.ts";

/** A parsed equation: a label for each axis. Axes that an ellipsis stands for are labelled from the back: `.0`, `.1`, … */
export interface Equation {
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
  /** The size of each label; 1 only if it is 1 wherever it occurs. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Parses an equation for operands of these shapes. Throws `ValueError` or `ShapeError` if it is wrong or does not fit. */
export function parseEquation(text: string, shapes: readonly Shape[]): Equation {
  const refuse = (wanted: string): never => {
    throw new ValueError(`einsum: equation is ${JSON.stringify(text)}, expected ${wanted}`);
  };
  const [left, right, ...rest] = text.replaceAll(" ", "").split("->");
  const terms = left!.split(",");
  if (rest.length > 0 || ![...terms, right ?? ""].every((term) => /^[a-z]*(\.\.\.[a-z]*)?$/i.test(term))) {
    refuse('letters, commas, at most one "..." a term and at most one "->", as in "bij,bjk->bik"');
  }
  if (terms.length !== shapes.length) {
    refuse(`${shapes.length} terms, as there are ${shapes.length} operands`);
  }
  let widest: string[] = [];
  const inputs = terms.map((term, i) => {
    const [head, tail] = term.split("...");
    const named = head!.length + (tail?.length ?? 0);
    const { length: rank } = shapes[i]!;
    if (tail === undefined ? rank !== named : rank < named) {
      throw new ShapeError(
        `einsum: operand ${i} is ${formatShape(shapes[i]!)}, expected ${tail === undefined ? "" : "at least "}${named} axes for "${term}"`,
      );
    }
    if (tail === undefined) return [...head!];
    const dots = Array.from({ length: rank - named }, (_, axis) => `.${rank - named - 1 - axis}`);
    if (dots.length > widest.length) widest = dots;
    return [...head!, ...dots, ...tail];
  });
  const used = inputs.flat();
  if (right === undefined) {
    const once = [...new Set(used)].filter((l) => !widest.includes(l) && used.indexOf(l) === used.lastIndexOf(l));
    return { inputs, output: [...widest, ...once.sort()], sizes: sizesOf(inputs, shapes) };
  }
  const [head, tail] = right.split("...");
  const output = tail === undefined ? [...head!] : [...head!, ...widest, ...tail];
  const unknown = output.find((label) => !used.includes(label));
  if (unknown !== undefined) refuse(`an output of the letters in its terms, which lack ${unknown}`);
  if (new Set(output).size < output.length) refuse("each letter once in its output");
  return { inputs, output, sizes: sizesOf(inputs, shapes) };
}

function sizesOf(inputs: Equation["inputs"], shapes: readonly Shape[]): Map<string, number> {
  const sizes = new Map<string, number>();
  inputs.forEach((labels, i) => {
    labels.forEach((label, axis) => {
      const n = shapes[i]![axis]!;
      const before = sizes.get(label) ?? 1;
      const twin = shapes[i]![labels.indexOf(label)]!;
      if (n !== twin || (n !== before && n !== 1 && before !== 1)) {
        const name = label.startsWith(".") ? 'the axes of "..."' : label;
        throw new ShapeError(
          `einsum: operand ${i} is ${formatShape(shapes[i]!)}, expected ${n === twin ? before : twin} along ${name}, as before`,
        );
      }
      sizes.set(label, before === 1 ? n : before);
    });
  });
  return sizes;
}
