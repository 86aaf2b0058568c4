// What layer and root mean square normalization share: rows of D numbers, each with weights of its own.

import { record } from "../../autograd/tape.ts";
import { checkDType } from "../../tensor/check.ts";
import { formatShape, sameShape, type Shape, sizeOf } from "../../tensor/shape.ts";
import { ShapeError } from "../../base/errors.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { ones } from "../../tensor/creation.ts";
import { reshape } from "../reshape.ts";
import { sum } from "../sum.ts";
import { checkEpsilon } from "./normalize.ts";

/** The axes that are normalized: the last one's size, or those of several. */
export function normalizedAxes(op: string, normalizedShape: number | Shape): Shape {
  const shape = typeof normalizedShape === "number" ? [normalizedShape] : normalizedShape;
  if (shape.length === 0 || !shape.every((n) => Number.isSafeInteger(n) && n > 0)) {
    throw new ShapeError(`${op}: normalizedShape is ${formatShape(shape)}, expected whole numbers from 1 on`);
  }
  return shape;
}

/** y = x̂ · weight + bias over the last axes, which are `normalizedShape`; unless `centred` without subtracting the mean. */
export function normalizeRows(
  op: string,
  x: Tensor,
  normalizedShape: number | Shape,
  weight: Tensor | null,
  bias: Tensor | null,
  centred: boolean,
  epsilon: number,
): Tensor {
  const shape = normalizedAxes(op, normalizedShape);
  if (x.rank < shape.length || !sameShape(x.shape.slice(x.rank - shape.length), shape)) {
    throw new ShapeError(`${op}: x is ${formatShape(x.shape)}, expected [..., ${shape.join(", ")}]`);
  }
  for (const [name, t] of Object.entries({ x, weight, bias })) {
    if (t !== null) checkDType(op, name, t, "float32");
    if (t !== null && t !== x && !sameShape(t.shape, shape)) {
      throw new ShapeError(`${op}: ${name} is ${formatShape(t.shape)}, expected ${formatShape(shape)}`);
    }
  }
  checkEpsilon(op, epsilon);
  const D = sizeOf(shape);
  const [N, mode] = [x.size / D, Number(centred)];
  /** x̂ · w + b: w is one row, or, `ldw` numbers apart, one for each row. */
  const normalized = (w: Tensor | null, b: Tensor | null, ldw: number): Tensor => {
    const y = new Tensor(x.shape);
    launch.layer_norm(y.address, x.address, w?.address ?? 0, b?.address ?? 0, D, ldw, mode, epsilon, N);
    return y;
  };
  const one = weight === null && bias !== null ? ones(shape) : null;
  const y = normalized(weight ?? one, bias, 0);
  one?.dispose();
  const inputs = [x, weight, bias].filter((t) => t !== null);
  return record(op, y, inputs, (dy, needs) => {
    const overRows = (t: Tensor): Tensor => reshape(sum(reshape(t, [N, D]), 0), shape);
    return inputs.map((t, i) => {
      if (!needs[i]) return null;
      if (i > 0) return overRows(t === weight ? normalized(dy, null, D) : dy);
      const dx = new Tensor(x.shape);
      launch.layer_norm_backward(dx.address, dy.address, x.address, weight?.address ?? 0, D, mode, epsilon, N);
      return dx;
    });
  });
}
