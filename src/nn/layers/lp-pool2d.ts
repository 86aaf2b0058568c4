import { lpPool2d, type LPPool2dOptions } from "../../ops/lp-pool2d.ts";
import type { Pair } from "../../ops/support/window.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * The p-norm of each window as a layer; see `lpPool2d`.
 *
 * Shapes: `x [B, C, H, W]` → `y [B, C, P, Q]`. Throws as `lpPool2d` does, at the first `forward`.
 */
export class LPPool2d extends Module {
  readonly p: number;
  readonly kernelSize: Pair;
  readonly options: LPPool2dOptions;

  constructor(p: number, kernelSize: Pair, options: LPPool2dOptions = {}) {
    super();
    this.p = p;
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return lpPool2d(x, this.p, this.kernelSize, this.options);
  }
}
