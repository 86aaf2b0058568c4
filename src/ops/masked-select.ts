import { record } from "../autograd/tape.ts";
import { checkDType } from "../tensor/check.ts";
import { tensor, zeros } from "../tensor/creation.ts";
import { broadcastShapes, type Shape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { launch } from "../wasm/generated/launch.ts";
import { broadcastStrides } from "./support/broadcast.ts";

/**
 * The elements of `x` where `mask`, an int32 tensor such as a comparison gives, is not 0, in row-major order. Their number
 * follows from the values, so this reads memory: inside of a compiled step it throws `EngineError`.
 *
 * Shapes: `x`, `mask` that broadcast → `y [N]`. Gradients: `dx` sums the `dy` of each use of an element, 0 where there is none.
 * Throws `DTypeError` unless `mask` is int32, `ShapeError` if the shapes do not broadcast.
 */
export function maskedSelect(x: Tensor, mask: Tensor): Tensor {
  checkDType("maskedSelect", "mask", mask, "int32");
  const shape = broadcastShapes("maskedSelect", x.shape, mask.shape);
  const bits = mask.data;
  const where = places(mask.shape, shape);
  const chosen = places(x.shape, shape).filter((_, i) => bits[where[i]!] !== 0);
  const I = chosen.length;
  const y = new Tensor([I], x.dtype);
  withIndices(chosen, (at) => launch.gather(y.address, x.address, at, x.size, I, 1, I));
  return record("maskedSelect", y, [x, mask], (dy) => {
    const dx = zeros(x.shape);
    withIndices(chosen, (at) => launch.scatter_add(dx.address, dy.address, at, x.size, I, 1, 1, 0, 1));
    return [dx, null];
  });
}

/** Where each element of `shape` lies in a tensor of shape `from` that broadcasts to it. */
function places(from: Shape, shape: Shape): Int32Array<ArrayBuffer> {
  const strides = broadcastStrides(from, shape);
  let found = Int32Array.of(0);
  shape.forEach((n, axis) => {
    const inner = new Int32Array(found.length * n);
    for (let i = 0; i < inner.length; i++) inner[i] = found[Math.floor(i / n)]! + (i % n) * strides[axis]!;
    found = inner;
  });
  return found;
}

/** Runs `f` with the address of `indices`, for what it launches. */
function withIndices(indices: Int32Array<ArrayBuffer>, f: (address: number) => void): void {
  const t = tensor(indices);
  f(t.address);
  t.dispose();
}
