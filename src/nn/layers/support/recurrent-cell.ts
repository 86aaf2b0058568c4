import { checkValue } from "../../../base/check.ts";
import type { RecurrentWeights } from "../../../ops/support/recurrent.ts";
import { checkShape } from "../../../tensor/check.ts";
import { rand } from "../../../tensor/random.ts";
import type { Shape } from "../../../tensor/shape.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import { Module } from "../../module.ts";
import { Parameter } from "../../parameter.ts";

/** Options of recurrent cells. */
export interface RecurrentCellOptions {
  /** Whether to add biases, one of the input and one of the state; default true. */
  readonly bias?: boolean;
}

/** One step of a recurrent layer, for loops of one's own: weights under PyTorch's names. */
export abstract class RecurrentCell<State> extends Module {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly weight_ih: Parameter;
  readonly weight_hh: Parameter;
  readonly bias_ih: Parameter | null;
  readonly bias_hh: Parameter | null;

  constructor(layer: string, D: number, U: number, gates: number, { bias = true }: RecurrentCellOptions) {
    super();
    for (const [name, n] of Object.entries({ D, U })) {
      checkValue(layer, name, n, Number.isSafeInteger(n) && n > 0, "a whole number from 1 on");
    }
    [this.inputSize, this.hiddenSize] = [D, U];
    const bound = 1 / Math.sqrt(U);
    const drawn = (shape: Shape) => new Parameter(rand(shape, { low: -bound, high: bound }));
    this.weight_ih = drawn([gates * U, D]);
    this.weight_hh = drawn([gates * U, U]);
    this.bias_ih = bias ? drawn([gates * U]) : null;
    this.bias_hh = bias ? drawn([gates * U]) : null;
  }

  /** The state behind one step, from the state before it; default zeros. */
  abstract step(x: Tensor, state?: State | null): State;

  /** Throws `ShapeError` unless x fits. */
  protected check(x: Tensor): void {
    checkShape(this.constructor.name, "x", x, "B D", { D: this.inputSize });
  }

  protected get weights(): RecurrentWeights {
    return { wx: this.weight_ih, wh: this.weight_hh, bx: this.bias_ih, bh: this.bias_hh };
  }
}
