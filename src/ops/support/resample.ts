import { record } from "../../autograd/tape.ts";
import { tensor } from "../../tensor/creation.ts";
import { scope } from "../../tensor/scope.ts";
import { sizeOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";

/** For each place of the result, which places of an axis it sums, and with what weights. */
export type Taps = readonly (readonly Tap[])[];

interface Tap {
  readonly from: number;
  readonly weight: number;
}

/** The taps of the gradient: where each of the `size` places went. */
function transposed(taps: Taps, size: number): Taps {
  const back: Tap[][] = Array.from({ length: size }, () => []);
  taps.forEach((all, i) => {
    for (const { from, weight } of all) back[from]!.push({ from: i, weight });
  });
  return back;
}

/** y = x with its axis of R places replaced by sums of them. */
function along(x: Tensor, axis: number, taps: Taps): Tensor {
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const y = new Tensor([...before, taps.length, ...after]);
  if (y.size === 0) return y;
  const all = taps.flat();
  let count = 0;
  const start = tensor(Int32Array.from([0, ...taps.map((each) => (count += each.length))]));
  const index = tensor(Int32Array.from(all, (tap) => tap.from));
  const weight = tensor(Float32Array.from(all, (tap) => tap.weight));
  launch.resample(
    ...[y.address, x.address, start.address, index.address, weight.address],
    ...[x.shape[axis]!, taps.length, sizeOf(after)],
    ...[sizeOf(before)],
  );
  return y;
}

/** x with its last axes resampled by one list of taps each, of two the one that makes x smaller first. With its gradient. */
export function resample(op: string, x: Tensor, taps: readonly [Taps] | readonly [Taps, Taps]): Tensor {
  const first = x.rank - taps.length;
  const all = (t: Tensor, each: readonly Taps[]) => {
    const steps = each.map((to, i) => ({ to, axis: first + i }));
    if (steps[0]!.to.length > t.shape[first]!) steps.reverse();
    return scope(() => steps.reduce((made, { to, axis }) => along(made, axis, to), t));
  };
  const back = () => taps.map((to, i) => transposed(to, x.shape[first + i]!));
  return record(op, all(x, taps), [x], (dy) => [all(dy, back())]);
}
