import { Conv2d, featureMaps, type Module } from "../nn/index.ts";
import { tensor } from "../tensor/creation.ts";
import type { LayerPictures } from "../viz/index.ts";
import type { Material } from "./data/material.ts";

/**
 * What the layers of a convolutional model make of the first picture that was held out; null for a model without convolutions. The
 * tensors belong to the caller.
 */
export function layerPicturesOf(model: Module, { test, task }: Material): LayerPictures | null {
  const modules = new Map(model.namedModules());
  const first = [...modules.values()].find((module) => module instanceof Conv2d);
  if (first === undefined) return null;
  const [x, y] = [new Float32Array(test.x.shape[0]!), new Int32Array(1)];
  test.read(Int32Array.of(0), x, y);
  const maps = Array.from(
    featureMaps(model, tensor(x, [1, x.length])),
    ([path, map]) => [`${path} ${modules.get(path)!.constructor.name}`.trim(), map] as const,
  );
  return {
    picture: `sample 0 of those held out, ${task.target} ${task.classes[y[0]!]!}`,
    maps: new Map(maps),
    filters: first.weight,
  };
}
