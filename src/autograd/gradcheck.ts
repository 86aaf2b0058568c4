import { AutogradError } from "../base/errors.ts";
import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { gradients, noGrad, record, variable } from "./tape.ts";

/** Options of `gradcheck`. */
export interface GradcheckOptions {
  /** Step of the central difference; default 1e-2, which suits float32. */
  readonly epsilon?: number;
  /** Largest difference allowed, relative to the root mean square of the gradient; default 1e-2. */
  readonly tolerance?: number;
}

/**
 * Compares the gradients of `f` with central differences, `(f(x + ε) − f(x − ε)) / 2ε`, element by element.
 *
 * The loss is a fixed, uneven weighing of the outputs (weights cos 1, cos 2, …), so that every one of them takes part and no
 * two errors cancel. `f` must be smooth within ε of the inputs, and the same at every call. Answers the largest relative
 * difference. Throws `AutogradError` if it exceeds the tolerance, naming the input, the element and both numbers.
 */
export function gradcheck(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  { epsilon = 1e-2, tolerance = 1e-2 }: GradcheckOptions = {},
): number {
  const values = inputs.map((t) => Float32Array.from(t.data));
  const analytic = scope(() => {
    const xs = inputs.map((t) => variable(tensor(t.data, t.shape)));
    const y = f(...xs);
    const weights = tensor(
      Float32Array.from({ length: y.size }, (_, i) => weight(i)),
      y.shape,
    );
    const grads = gradients(record("gradcheck", new Tensor([]), [y], () => [weights]));
    return xs.map((x) => Float32Array.from(grads.get(x)?.data ?? new Float32Array(x.size)));
  });
  const loss = (which: number, element: number, step: number): number =>
    scope(() => {
      const xs = inputs.map((t, i) => {
        const data = values[i]!.slice();
        if (i === which) data[element]! += step;
        return tensor(data, t.shape);
      });
      return Float32Array.from(noGrad(() => f(...xs)).data).reduce((sum, v, i) => sum + v * weight(i), 0);
    });
  let worst = 0;
  analytic.forEach((dx, which) => {
    const scale = Math.sqrt(dx.reduce((sum, v) => sum + v * v, 0) / Math.max(1, dx.length)) + 1e-3;
    dx.forEach((got, i) => {
      // The step that float32 really takes.
      const x = values[which]![i]!;
      const width = Math.fround(x + epsilon) - Math.fround(x - epsilon);
      const numeric = (loss(which, i, epsilon) - loss(which, i, -epsilon)) / width;
      const difference = Math.abs(numeric - got) / scale;
      if (!(difference <= tolerance)) {
        throw new AutogradError(
          `gradcheck: the gradient of input ${which} at element ${i} is ${got}, expected ${numeric} from differences`,
        );
      }
      worst = Math.max(worst, difference);
    });
  });
  return worst;
}

function weight(i: number): number {
  return Math.cos(i + 1);
}
