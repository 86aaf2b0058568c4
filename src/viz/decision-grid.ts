import { noGrad } from "../autograd/tape.ts";
import { checkValue } from "../base/check.ts";
import { DTypeError, ShapeError } from "../base/errors.ts";
import { type Module, saveModes } from "../nn/index.ts";
import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Which class is predicted where, in a plane. Plain data. */
export interface DecisionGrid {
  readonly xRange: readonly [from: number, to: number];
  readonly yRange: readonly [from: number, to: number];
  /** The class at the middle of each cell, row by row from the least y on, `[rows·columns]`. */
  readonly classes: ArrayLike<number>;
  readonly columns: number;
}

/** Options of `decisionGrid`. */
export interface DecisionGridOptions {
  /** Cells of a row, and rows; default 160 and 120. */
  readonly columns?: number;
  readonly rows?: number;
  /** From which score on class 1 of two is predicted, where a model gives one score; default 0, of logits. */
  readonly threshold?: number;
}

/** The plane that points lie in, a twelfth wider to each side. */
const ROOM = 1 / 12;
/** Places that the model gets at once. */
const BATCH = 4096;

/**
 * What a model of two features predicts all over the plane in which `points` lie: for `decisionBoundaryChart`. `model` is a module, which runs in evaluation mode and is
 * in its own mode afterwards, or a function of points `[N, 2]`. It gives scores `[N, V]`, of which the largest wins, scores of class 1 of two
 * `[N]` or `[N, 1]`, or int32 classes `[N]`.
 *
 * Throws `ValueError` unless there are finite points and whole sizes above 0; `ShapeError` or `DTypeError` if the model gives something else.
 */
export function decisionGrid(
  model: Module | ((points: Tensor) => Tensor),
  points: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  options: DecisionGridOptions = {},
): DecisionGrid {
  const { columns = 160, rows = 120, threshold = 0 } = options;
  for (const [name, size] of Object.entries({ columns, rows })) {
    checkValue("decisionGrid", name, size, Number.isInteger(size) && size > 0, "a whole number above 0");
  }
  const [xRange, yRange] = [around("x", points.x), around("y", points.y)];
  const classes = new Int32Array(columns * rows);
  const restoreModes = typeof model === "function" ? () => undefined : saveModes(model);
  if (typeof model !== "function") model.eval();
  try {
    for (let start = 0; start < classes.length; start += BATCH) {
      const count = Math.min(BATCH, classes.length - start);
      const at = new Float32Array(2 * count);
      for (let i = 0; i < count; i++) {
        at[2 * i] = middle(xRange, (start + i) % columns, columns);
        at[2 * i + 1] = middle(yRange, Math.floor((start + i) / columns), rows);
      }
      scope(() => {
        const x = tensor(at, [count, 2]);
        const said = noGrad(() => (typeof model === "function" ? model(x) : model.forward(x)));
        classes.set(classesOf(said, count, threshold), start);
      });
    }
  } finally {
    restoreModes();
  }
  return { xRange, yRange, classes, columns };
}

function around(name: string, values: ArrayLike<number>): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) [least, most] = [Math.min(least, values[i]!), Math.max(most, values[i]!)];
  }
  checkValue("decisionGrid", `points.${name}`, "empty", least <= most, "at least one finite number");
  const room = (most - least) * ROOM || 1;
  return [least - room, most + room];
}

function middle([from, to]: readonly [number, number], i: number, count: number): number {
  return from + ((to - from) * (i + 0.5)) / count;
}

function classesOf(said: Tensor, count: number, threshold: number): ArrayLike<number> {
  const { data, shape, dtype } = said;
  const V = shape[1] ?? 1;
  if (shape[0] !== count || shape.length > 2 || V === 0) {
    throw new ShapeError(
      `decisionGrid: the model gives ${formatShape(shape)}, expected [N=${count}] or [N=${count}, V]`,
    );
  }
  if (dtype === "int32") {
    if (V === 1) return data;
    throw new DTypeError(
      `decisionGrid: the model gives int32 ${formatShape(shape)}, expected float32 scores, or classes [N=${count}]`,
    );
  }
  return Int32Array.from({ length: count }, (_, i) => {
    if (V === 1) return Number(data[i]! > threshold);
    let best = 0;
    for (let c = 1; c < V; c++) if (data[i * V + c]! > data[i * V + best]!) best = c;
    return best;
  });
}
