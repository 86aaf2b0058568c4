import { ShapeError } from "../../base/errors.ts";
import { formatShape, sameShape, type Shape, sizeOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { type Figure, figure } from "./figure.ts";

/** Numbers, one a sample or more: a tensor, or an array with one a sample, such as a Float64Array. */
export type Values = Tensor | ArrayLike<number>;

/** A figure of one number of the targets, which grows sample by sample. */
export interface Term {
  add(predicted: number, wanted: number): void;
  value(): number;
  /** What it has taken in, always as many numbers; and goes on from it. */
  save(): readonly number[];
  restore(saved: readonly number[]): void;
}

/** The mean over the numbers of a target of a figure of each, in float64. */
export function columnsFigure(op: string, term: () => Term, needed: string): Figure<Values> {
  return figure<Values>(
    op,
    () => {
      let terms: readonly Term[] = [];
      return {
        add(output, y) {
          const [p, w] = [valuesIn(output), valuesIn(y)];
          if (p.shape.length === 0 || !sameShape(p.shape, w.shape)) {
            throw new ShapeError(
              `${op}: targets are ${formatShape(w.given)}, expected [N, ...] like the outputs, ${formatShape(p.given)}`,
            );
          }
          const width = sizeOf(p.shape.slice(1));
          if (terms.length === 0) terms = Array.from({ length: width }, term);
          if (terms.length !== width) {
            throw new ShapeError(`${op}: a target holds ${width} numbers, expected ${terms.length} as before`);
          }
          for (let i = 0; i < p.data.length; i++) terms[i % width]!.add(p.data[i]!, w.data[i]!);
        },
        value: () => terms.reduce((sum, t) => sum + t.value(), 0) / terms.length,
        save: () => terms.flatMap((t) => t.save()),
        restore(saved: readonly number[]) {
          const size = term().save().length;
          terms = Array.from({ length: saved.length / size }, term);
          for (const [i, t] of terms.entries()) t.restore(saved.slice(i * size, (i + 1) * size));
        },
      };
    },
    needed,
  );
}

/** As `columnsFigure` of the mean over the samples of `of`, of which `finish` is taken. */
export function meanFigure(
  op: string,
  of: (predicted: number, wanted: number) => number,
  finish: (mean: number) => number = (mean) => mean,
): Figure<Values> {
  const term = (): Term => {
    let [sum, n] = [0, 0];
    return {
      add(predicted, wanted) {
        sum += of(predicted, wanted);
        n++;
      },
      value: () => finish(sum / n),
      save: () => [sum, n],
      restore: (saved) => {
        [sum, n] = saved as [number, number];
      },
    };
  };
  return columnsFigure(op, term, "finite outputs and targets, at least one of each");
}

/** Trailing axes of size 1 make no difference: `[N, 1]` is as good as `[N]`. */
function valuesIn(given: Values): { readonly data: ArrayLike<number>; readonly shape: Shape; readonly given: Shape } {
  if (!(given instanceof Tensor)) return { data: given, shape: [given.length], given: [given.length] };
  const shape = [...given.shape];
  while (shape.length > 1 && shape.at(-1) === 1) shape.pop();
  return { data: given.data, shape, given: given.shape };
}
