import { zeros } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, type Shape } from "../tensor/shape.ts";
import type { DType } from "../tensor/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { listen } from "./listen.ts";
import type { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** Options of `summarize` and `summary`. */
export interface SummaryOptions {
  /** dtype of the input, or of each; default float32. */
  readonly dtype?: DType | readonly DType[];
}

/** One module of a model. */
export interface LayerSummary {
  /** Its path; "" is the model itself. */
  readonly path: string;
  /** Name of its class. */
  readonly type: string;
  /** Shape of its last output; null if it was not used or gives something else. */
  readonly outputShape: Shape | null;
  /** Numbers in parameters of its own, without those of modules in it, and without those listed above it. */
  readonly parameters: number;
}

/** A model in numbers. */
export interface ModelSummary {
  /** Shapes of the inputs. */
  readonly inputShapes: readonly Shape[];
  /** The model and the modules in it, in the order of the fields. */
  readonly layers: readonly LayerSummary[];
  /** Numbers in parameters, each counted once. */
  readonly parameters: number;
  /** Those of them that are trained. */
  readonly trainable: number;
  /** Bytes of parameters and states. */
  readonly bytes: number;
}

/**
 * What a model consists of, for an input of `inputShape`, batch included, or several of such shapes.
 *
 * Runs the model once on zeros, in evaluation mode and without gradients; modes and memory are afterwards as before. Throws what
 * the model throws, if the shape does not suit it.
 */
export function summarize(
  model: Module,
  inputShape: Shape | readonly Shape[],
  { dtype = "float32" }: SummaryOptions = {},
): ModelSummary {
  const inputShapes = isShape(inputShape) ? [inputShape] : inputShape;
  const shapes = outputShapes(model, inputShapes, dtype);
  const tensors = [...model.namedTensors()];
  const parameters = tensors.filter((entry): entry is [string, Parameter] => entry[1] instanceof Parameter);
  const count = (list: readonly (readonly [string, Tensor])[]) => list.reduce((sum, [, t]) => sum + t.size, 0);
  // The longest path of a module that a parameter's path begins with is its owner's.
  const paths = [...model.namedModules()].map(([path]) => path).sort((a, b) => b.length - a.length);
  const ownerOf = (name: string) => paths.find((path) => path === "" || name.startsWith(`${path}.`));
  return {
    inputShapes: inputShapes.map((shape) => [...shape]),
    layers: Array.from(model.namedModules(), ([path, module]) => ({
      path,
      type: module.constructor.name,
      outputShape: shapes.get(module) ?? null,
      parameters: count(parameters.filter(([name]) => ownerOf(name) === path)),
    })),
    parameters: count(parameters),
    trainable: count(parameters.filter(([, parameter]) => parameter.trainable)),
    bytes: 4 * count(tensors),
  };
}

/** `summarize` as a table in text: a line for each module, then the totals. */
export function summary(model: Module, inputShape: Shape | readonly Shape[], options: SummaryOptions = {}): string {
  const { layers, parameters, trainable, bytes } = summarize(model, inputShape, options);
  const rows = layers.map(({ path, type, outputShape, parameters: own }) => [
    path === "" ? "(model)" : path,
    type,
    outputShape === null ? "-" : formatShape(outputShape),
    own === 0 ? "-" : grouped(own),
  ]);
  const table = [["Layer", "Type", "Output", "Parameters"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row.map((cell, column) => (column === 3 ? cell.padStart(widths[3]!) : cell.padEnd(widths[column]!))).join("  "),
  );
  const rule = "-".repeat(lines[0]!.length);
  const totals = `${grouped(parameters)} parameters, ${grouped(trainable)} trainable, ${grouped(bytes)} bytes`;
  return [lines[0], rule, ...lines.slice(1), rule, totals].join("\n");
}

/** Runs the model on zeros, listening to what each module gives. */
function outputShapes(
  model: Module,
  inputShapes: readonly Shape[],
  dtype: DType | readonly DType[],
): Map<Module, Shape> {
  const shapes = new Map<Module, Shape>();
  scope(() => {
    const inputs = inputShapes.map((shape, i) => zeros(shape, typeof dtype === "string" ? dtype : dtype[i]));
    listen(model, inputs as [Tensor, ...Tensor[]], (module, y) => void shapes.set(module, y.shape));
  });
  return shapes;
}

function isShape(shape: Shape | readonly Shape[]): shape is Shape {
  return shape.every((n) => typeof n === "number");
}

function grouped(n: number): string {
  return n.toLocaleString("en-US");
}
