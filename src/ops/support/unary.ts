// What elementwise functions of one operand share.

import { record } from "../../autograd/tape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { withFloat } from "./float.ts";

/** A unary kernel: see assembly/elementwise.ts. */
export type UnaryKernel = (y: number, x: number, items: number) => void;

/** The kernel of a gradient: dx from dy and from y or x, whichever makes it cheaper. */
export type GradientKernel = (dx: number, dy: number, saved: number, items: number) => void;

/** y = f(x) elementwise, float32, with the gradient dx = `gradient(dy, y)`. */
export function unary(op: string, x: Tensor, kernel: UnaryKernel, gradient: (dy: Tensor, y: Tensor) => Tensor): Tensor {
  const y = new Tensor(x.shape);
  withFloat(x, (float) => kernel(y.address, float.address, x.size));
  return record(op, y, [x], (dy) => [gradient(dy, y)]);
}

/** dx from dy and what the forward pass left: y or x. */
export function unaryGradient(kernel: GradientKernel, dy: Tensor, saved: Tensor): Tensor {
  const dx = new Tensor(dy.shape);
  kernel(dx.address, dy.address, saved.address, dy.size);
  return dx;
}

/** f(x) of float32, for use in a gradient: what it is made of need not be an op. */
export function applied(kernel: UnaryKernel, x: Tensor): Tensor {
  const y = new Tensor(x.shape);
  kernel(y.address, x.address, x.size);
  return y;
}
