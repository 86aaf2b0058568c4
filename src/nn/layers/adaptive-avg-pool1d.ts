import { adaptiveAvgPool1d } from "../../ops/adaptive-avg-pool1d.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * Means of as many bins as are wanted, whatever the length of the sequence; see `adaptiveAvgPool1d`.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, size]`. Throws as `adaptiveAvgPool1d` does.
 */
export class AdaptiveAvgPool1d extends Module {
  readonly size: number;

  constructor(size: number) {
    super();
    this.size = size;
  }

  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool1d(x, this.size);
  }
}
