import { sizeOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";

/** A kernel of assembly/scan.ts. */
type ScanKernel = (y: number, x: number, R: number, N: number, reverse: number, items: number) => void;

/** `x` as [L, R, N] with `axis` in the middle, and its rows or columns as items. */
export function alongMiddle(x: Tensor, axis: number): { R: number; N: number; items: number } {
  const R = x.shape[axis]!;
  return { R, N: sizeOf(x.shape.slice(axis + 1)), items: R === 0 ? 0 : x.size / R };
}

/** Running results along `axis`, from its end if `reverse`. */
export function scan(kernel: ScanKernel, x: Tensor, axis: number, reverse = false): Tensor {
  const y = new Tensor(x.shape, x.dtype);
  const { R, N, items } = alongMiddle(x, axis);
  kernel(y.address, x.address, R, N, Number(reverse), items);
  return y;
}
