import { instanceNorm } from "../../ops/instance-norm.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type RunningLayerOptions, RunningNorm } from "./support/running.ts";

/**
 * Instance normalization over images as a layer; see `instanceNorm`. Without weight, bias and running statistics by default.
 * Running statistics count batches, and take part in evaluation mode only.
 *
 * Parameters: `weight [C]`, `bias [C]`, if affine. States: `running_mean [C]`, `running_var [C]`, `num_batches_tracked []`, int32, if they
 * are tracked. Shapes: `x [B, C, H, W]` → `y` alike.
 * Throws `ValueError` unless C is a whole number from 1 on, and momentum and epsilon are in range; `ShapeError` for one number a channel.
 */
export class InstanceNorm2d extends RunningNorm {
  constructor(C: number, options: RunningLayerOptions = {}) {
    super("InstanceNorm2d", C, { affine: false, trackRunningStats: false, ...options });
  }

  override forward(x: Tensor): Tensor {
    this.check(x, "B C H W");
    return instanceNorm(x, this.weight, this.bias, this.options);
  }
}
