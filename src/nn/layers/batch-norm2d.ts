import { batchNorm } from "../../ops/batch-norm.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type RunningLayerOptions, RunningNorm } from "./support/running.ts";

/**
 * Batch normalization over images as a layer: by the batch's own statistics in training mode, by running ones in evaluation mode;
 * see `batchNorm`. With weight, bias and running statistics by default; the weight starts at 1, the bias at 0.
 *
 * Parameters: `weight [C]`, `bias [C]`. States: `running_mean [C]`, `running_var [C]`, `num_batches_tracked []`, int32.
 * Shapes: `x [B, C, H, W]` → `y` alike.
 * Throws `ValueError` unless C is a whole number from 1 on, and momentum and epsilon are in range; `ShapeError` for one number a channel in
 * training mode.
 */
export class BatchNorm2d extends RunningNorm {
  constructor(C: number, options: RunningLayerOptions = {}) {
    super("BatchNorm2d", C, { affine: true, trackRunningStats: true, ...options });
  }

  override forward(x: Tensor): Tensor {
    this.check(x, "B C H W");
    return batchNorm(x, this.weight, this.bias, this.options);
  }
}
