import { lpPool1d, type LPPool1dOptions } from "../../ops/lp-pool1d.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";

/**
 * The p-norm of each window as a layer; see `lpPool1d`.
 *
 * Shapes: `x [B, C, L]` → `y [B, C, P]`. Throws as `lpPool1d` does, at the first `forward`.
 */
export class LPPool1d extends Module {
  readonly p: number;
  readonly kernelSize: number;
  readonly options: LPPool1dOptions;

  constructor(p: number, kernelSize: number, options: LPPool1dOptions = {}) {
    super();
    this.p = p;
    this.kernelSize = kernelSize;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return lpPool1d(x, this.p, this.kernelSize, this.options);
  }
}
