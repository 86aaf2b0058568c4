import { checkValue } from "../../base/check.ts";
import { IndexError, ShapeError, ValueError } from "../../base/errors.ts";
import { checkDType } from "../../tensor/check.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { classesOf } from "./classes.ts";
import { type Figure, figure } from "./figure.ts";

/** Classes beyond would take an array that is no list of them. */
const MOST_CLASSES = 2 ** 20;

/** Options of `precision`, `recall` and `f1`. */
export interface ClassFigureOptions<A extends string = "macro" | "micro" | "weighted"> {
  /**
   * What is made of the figures of the classes: `"macro"`, their mean, over classes that occur among labels or outputs; `"weighted"`,
   * that mean by the number of labels; `"micro"`, the figure of all decisions taken together; `"none"`, a list with the figure of
   * each class. Default `"macro"`.
   */
  readonly average?: A;
  /** What a share of nothing is: 0 or 1; default 0. */
  readonly zeroDivision?: 0 | 1;
}

/** The figures of each class. */
export type ClassFigures = (output: Tensor, labels: Tensor) => number[];

/** What is known of a class: how often it was taken where it is the label, was taken at all, and is the label. */
export interface ClassCounts {
  hits: number;
  taken: number;
  labels: number;
}

/** A figure of a class from its counts: `part / whole`, or what a share of nothing is. */
export type Share = (counts: ClassCounts) => readonly [part: number, whole: number];

export function classFigure(op: string, share: Share, options: ClassFigureOptions<"none">): ClassFigures;
export function classFigure(op: string, share: Share, options: ClassFigureOptions): Figure;
export function classFigure(
  op: string,
  share: Share,
  options: ClassFigureOptions<"macro" | "micro" | "weighted" | "none">,
): Figure | ClassFigures;
export function classFigure(
  op: string,
  share: Share,
  { average = "macro", zeroDivision = 0 }: ClassFigureOptions<"macro" | "micro" | "weighted" | "none">,
): Figure | ClassFigures {
  const isKnown = ["macro", "micro", "weighted", "none"].includes(average);
  checkValue(op, "average", average, isKnown, '"macro", "micro", "weighted" or "none"');
  checkValue(op, "zeroDivision", zeroDivision, [0, 1].includes(zeroDivision), "0 or 1");
  const of = (counts: ClassCounts): number => {
    const [part, whole] = share(counts);
    return whole === 0 ? zeroDivision : part / whole;
  };
  if (average === "none") {
    return (output, labels) => {
      const classes = count(op, [], output, labels);
      if (classes.length === 0) throw new ValueError(`${op}: there are 0 labels, expected at least one`);
      return classes.map(of);
    };
  }
  return countsFigure(
    op,
    (classes) => {
      const present = classes.filter(({ taken, labels }) => taken + labels > 0);
      const all = total(present);
      if (all.labels === 0) return Number.NaN;
      if (average === "micro") return of(all);
      if (average === "macro") return present.reduce((sum, c) => sum + of(c), 0) / present.length;
      return present.reduce((sum, c) => sum + of(c) * c.labels, 0) / all.labels;
    },
    "at least one label",
  );
}

/** A figure of what is known of the classes: `value` is not finite where it is not defined, unless `needed`. */
export function countsFigure(op: string, value: (classes: readonly ClassCounts[]) => number, needed: string): Figure {
  const start = () => {
    let classes: ClassCounts[] = [];
    return {
      add: (output: Tensor, labels: Tensor) => (classes = count(op, classes, output, labels)),
      value: () => value(classes),
    };
  };
  return figure<Tensor>(op, start, needed);
}

/** The counts of all classes together. */
export function total(classes: readonly ClassCounts[]): ClassCounts {
  const sum = (key: keyof ClassCounts): number => classes.reduce((all, c) => all + c[key], 0);
  return { hits: sum("hits"), taken: sum("taken"), labels: sum("labels") };
}

/** Adds a batch to the counts of the classes, and answers them. */
function count(op: string, classes: ClassCounts[], output: Tensor, labels: Tensor): ClassCounts[] {
  checkDType(op, "labels", labels, "int32");
  const { data, shape, most } = classesOf(op, output);
  if (!sameShape(shape, labels.shape)) {
    throw new ShapeError(`${op}: labels are ${formatShape(labels.shape)}, expected ${formatShape(shape)}`);
  }
  const limit = Math.min(most, MOST_CLASSES);
  const at = (name: string, value: number): ClassCounts => {
    if (!(value >= 0 && value < limit)) {
      throw new IndexError(`${op}: a ${name} is ${value}, expected 0 <= ${name} < ${limit}`);
    }
    while (classes.length <= value) classes.push({ hits: 0, taken: 0, labels: 0 });
    return classes[value]!;
  };
  const wanted = labels.data;
  for (let i = 0; i < wanted.length; i++) {
    at("label", wanted[i]!).labels++;
    const taken = at("prediction", data[i]!);
    taken.taken++;
    if (wanted[i] === data[i]) taken.hits++;
  }
  if (wanted.length > 0 && most !== Infinity) at("class", most - 1);
  return classes;
}
