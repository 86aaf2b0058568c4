import { detach } from "../ops/detach.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { listen } from "./listen.ts";
import type { Module } from "./module.ts";

/**
 * What each layer makes of `x`, a batch as the model takes it, by the layer's path, in the order in which they are done:
 * containers behind what they hold, the model itself under "" at the end. Of a layer that is used again, the last; layers that
 * are not used, or give no tensor, are left out.
 *
 *     const maps = featureMaps(model, reshape(image, [1, 1, 28, 28]));
 *     maps.get("0")!.shape; // [1, 32, 26, 26]
 *
 * The model runs once, in evaluation mode and without gradients, every layer by itself; its modes are afterwards as before. The
 * tensors belong to the caller. Throws what the model throws.
 */
export function featureMaps(model: Module, x: Tensor): Map<string, Tensor> {
  const paths = new Map(Array.from(model.namedModules(), ([path, module]) => [module, path]));
  return scope(() => {
    const maps = new Map<string, Tensor>();
    listen(model, [x], (module, y) => {
      const path = paths.get(module)!;
      maps.delete(path);
      // A handle of its own: a layer may answer its input, which is the caller's.
      maps.set(path, detach(y));
    });
    return maps;
  });
}
