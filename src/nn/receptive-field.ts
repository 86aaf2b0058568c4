import { ShapeError, ValueError } from "../base/errors.ts";
import { zeros } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, type Shape } from "../tensor/shape.ts";
import { Sequential } from "./layers/sequential.ts";
import { listen } from "./listen.ts";
import type { Module } from "./module.ts";

/** What one number behind a layer sees of the image; each list has an entry for each axis behind the channels. */
export interface LayerField {
  /** The layer's path in the model. */
  readonly path: string;
  /** Name of its class. */
  readonly type: string;
  /** How many pixels the number depends on, padding and gaps included; behind transposed convolutions at most. */
  readonly field: readonly number[];
  /** How many pixels further on the fields of its neighbours begin. */
  readonly stride: readonly number[];
  /** Sizes of the layer's output. */
  readonly size: readonly number[];
}

/**
 * What the numbers of each layer see of the input: with f and s before the layer, a window of F places, D apart, every S makes
 * them f + D·(F − 1)·s and s·S. From layer to layer of a `Sequential` of convolutions, pools and layers that look at each place
 * by itself; others tell how they look by `views`. Statistics over an image, as normalization takes them, do not count.
 *
 * `inputShape` is `[B, C, H, W]` or `[B, C, L]`. The list ends before a layer that makes something else of the image, such as
 * `Flatten`. Runs the model once, on zeros. Throws `ShapeError` for another rank, `ValueError` for a layer of layers that does
 * not tell how it looks, and what the model throws.
 *
 * Source: Araujo, Norris, Sim, "Computing receptive fields of convolutional neural networks", 2019, section 2.
 */
export function receptiveField(model: Module, inputShape: Shape): readonly LayerField[] {
  if (inputShape.length !== 3 && inputShape.length !== 4) {
    throw new ShapeError(
      `receptiveField: inputShape is ${formatShape(inputShape)}, expected [B, C, H, W] or [B, C, L]`,
    );
  }
  const layers = [...layersOf(model, "")];
  const shapes = shapesOf(
    model,
    layers.map(({ layer }) => layer),
    inputShape,
  );
  const fields: LayerField[] = [];
  let size = inputShape.slice(2);
  let [field, stride] = [size.map(() => 1), size.map(() => 1)];
  for (const [i, { path, layer }] of layers.entries()) {
    const sizes = shapes[i]!.slice(2);
    const type = layer.constructor.name;
    const views = layer.views?.(size);
    if (views === undefined && [...layer.namedModules()].length > 1) {
      throw new ValueError(
        `receptiveField: layer ${path} (${type}) holds layers, expected a Sequential, or one that tells its views`,
      );
    }
    if (shapes[i]!.length !== inputShape.length) break;
    if (views === undefined && sizes.some((n, axis) => n !== size[axis])) break;
    if (views !== undefined) {
      field = field.map((f, axis) => f + views[axis]!.dilation * (views[axis]!.size - 1) * stride[axis]!);
      stride = stride.map((s, axis) => s * views[axis]!.stride);
    }
    size = sizes;
    fields.push({ path, type, field: field.map(Math.floor), stride, size });
  }
  return fields;
}

/** `receptiveField` as a table in text: a line for each layer. */
export function receptiveFieldTable(model: Module, inputShape: Shape): string {
  const rows = receptiveField(model, inputShape).map(({ path, type, ...figures }) => [
    path === "" ? "(model)" : path,
    type,
    ...[figures.field, figures.stride, figures.size].map((numbers) => numbers.map(short).join("×")),
  ]);
  const table = [["Layer", "Type", "Field", "Stride", "Size"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The layers in the order in which they are run, those of containers in place of these. */
function* layersOf(module: Module, path: string): Generator<{ path: string; layer: Module }> {
  if (!(module instanceof Sequential)) yield { path, layer: module };
  else for (const [i, layer] of [...module].entries()) yield* layersOf(layer, path === "" ? String(i) : `${path}.${i}`);
}

/** What each of the layers gives, in their order, for an input of this shape. */
function shapesOf(model: Module, layers: readonly Module[], inputShape: Shape): Shape[] {
  const wanted = new Set(layers);
  const shapes: Shape[] = [];
  scope(() => listen(model, [zeros(inputShape)], (layer, y) => void (wanted.has(layer) && shapes.push(y.shape))));
  return shapes;
}

function short(n: number): string {
  return String(Number(n.toPrecision(4)));
}
