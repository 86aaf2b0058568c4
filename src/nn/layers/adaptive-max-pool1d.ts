import { adaptiveMaxPool1d } from "../../ops/adaptive-max-pool1d.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Largest numbers of as many bins as are wanted, whatever the length of the sequence; see `adaptiveMaxPool1d`.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, size]`. Throws as `adaptiveMaxPool1d` does.
 */
export class AdaptiveMaxPool1d extends Module {
  readonly size: number;

  constructor(size: number) {
    super();
    this.size = size;
  }

  override forward(x: Tensor): Tensor {
    return adaptiveMaxPool1d(x, this.size);
  }
}
