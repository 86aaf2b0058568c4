import { localResponseNorm, type LocalResponseNormOptions } from "../../ops/local-response-norm.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Module } from "../module.ts";
import { checkSize } from "./support/running.ts";

/**
 * Local response normalization over windows of `size` channels as a layer; see `localResponseNorm`.
 *
 * Shapes: `x [B, C, L, ...]` → `y` alike. Throws `ValueError` unless size is a whole number from 1 on.
 */
export class LocalResponseNorm extends Module {
  readonly size: number;
  readonly options: LocalResponseNormOptions;

  constructor(size: number, options: LocalResponseNormOptions = {}) {
    super();
    checkSize("LocalResponseNorm", "size", size);
    this.size = size;
    this.options = options;
  }

  override forward(x: Tensor): Tensor {
    return localResponseNorm(x, this.size, this.options);
  }
}
