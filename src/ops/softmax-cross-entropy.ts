import { record } from "../autograd/tape.ts";
import { ShapeError } from "../base/errors.ts";
import { checkDType, checkShape } from "../tensor/check.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { withFloat } from "./support/float.ts";

/**
 * Cross entropy of logits `x` and class numbers, sample by sample: `y = −ln softmax(x)[label] = ln Σ eˣ − x[label]`.
 *
 * Shapes: `x [..., V]`, `labels [...]` int32 → `y [...]`. Gradients: `dx = dy · (softmax(x) − onehot(label))`.
 * Throws `ShapeError` if the shapes do not fit or V is 0, `DTypeError` unless labels are int32, and, when the numbers are
 * read, `IndexError` for a label outside of 0 to V − 1.
 */
export function softmaxCrossEntropy(x: Tensor, labels: Tensor): Tensor {
  const { V } = checkShape("softmaxCrossEntropy", "x", x, "... V");
  if (V === 0) throw new ShapeError(`softmaxCrossEntropy: x is ${formatShape(x.shape)}, expected at least one class`);
  checkDType("softmaxCrossEntropy", "labels", labels, "int32");
  const samples = x.shape.slice(0, -1);
  if (!sameShape(labels.shape, samples)) {
    throw new ShapeError(
      `softmaxCrossEntropy: labels is ${formatShape(labels.shape)}, expected ${formatShape(samples)} like x without its last axis`,
    );
  }
  const y = new Tensor(samples);
  withFloat(x, (float) => launch.softmax_cross_entropy(y.address, float.address, labels.address, V, y.size));
  return record("softmaxCrossEntropy", y, [x, labels], (dy) => {
    const dx = new Tensor(x.shape);
    launch.softmax_cross_entropy_backward(dx.address, dy.address, x.address, labels.address, V, y.size);
    return [dx, null];
  });
}
