import { ShapeError, ValueError } from "../../base/errors.ts";
import { reshape } from "../../ops/reshape.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/** What `timeDistributed` makes. */
export class TimeDistributed extends Module {
  readonly layer: Module;

  constructor(layer: Module) {
    super();
    if (!((layer as unknown) instanceof Module)) {
      throw new ValueError(`timeDistributed: layer is ${String(layer)}, expected a module; make one with new`);
    }
    this.layer = layer;
  }

  override forward(x: Tensor): Tensor {
    const [B, T, ...rest] = x.shape;
    if (B === undefined || T === undefined) {
      throw new ShapeError(`timeDistributed: x is ${formatShape(x.shape)}, expected [B, T, ...]`);
    }
    const y = this.layer.forward(reshape(x, [B * T, ...rest]));
    if (y.shape[0] !== B * T) {
      const wanted = `[B·T=${B * T}, ...]`;
      throw new ShapeError(`timeDistributed: the layer gives ${formatShape(y.shape)}, expected ${wanted}`);
    }
    return reshape(y, [B, T, ...y.shape.slice(1)]);
  }
}

/**
 * Applies `layer` to every step of sequences by itself, as if all steps were one batch, as Keras's `TimeDistributed`: a network for images
 * becomes one for films. The layer's parameters are under `layer`.
 *
 * Shapes: `x [B, T, ...]` → `y [B, T, ...]`, for a layer that makes `[B, ...]` of `[B, ...]`.
 * Throws `ValueError` unless `layer` is a module; its result `ShapeError` for fewer axes than two, or if the layer changes the batch.
 */
export function timeDistributed(layer: Module): TimeDistributed {
  return new TimeDistributed(layer);
}
