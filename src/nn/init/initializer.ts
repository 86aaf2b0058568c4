import type { DrawOptions } from "../../tensor/random.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Makes the first values of a parameter: `zeros`, `xavierUniform`, or any function from a shape to a float32 tensor. */
export type Initializer = (shape: Shape) => Tensor;

/** Options of initialisers that scale by fans. */
export interface ScaledOptions extends DrawOptions {
  /**
   * Factor of the spread, to make up for what the activation behind takes away: 1 for none and for sigmoid, 5/3 for tanh,
   * √2 for ReLU.
   */
  readonly gain?: number;
}
