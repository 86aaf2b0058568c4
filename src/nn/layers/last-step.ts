import { lastStep } from "../../ops/last-step.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * The last step of each sequence as a layer, or that before the end which int32 `lengths` tell; see `lastStep`.
 *
 * Shapes: `x [B, T, ...]`, `lengths [B]` → `y [B, ...]`. Throws as `lastStep` does.
 */
export class LastStep extends Module {
  override forward(x: Tensor, lengths?: Tensor): Tensor {
    return lastStep(x, lengths);
  }
}
