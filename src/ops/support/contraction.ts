// Products of tensors whose axes have names.

import { sizeOf } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { matmul } from "../matmul.ts";
import { mul } from "../mul.ts";
import { permute } from "../permute.ts";
import { reshape } from "../reshape.ts";
import { sum } from "../sum.ts";

/** A tensor and the labels of its axes, each once. */
export interface Labelled {
  readonly t: Tensor;
  readonly labels: readonly string[];
}

type Labels = readonly string[];

/**
 * The product of two terms along the labels they share, summed over those not in `keep`; labels that one of them has alone are
 * kept. A matrix product wherever something is summed; its copies are as few as the operands' orders allow.
 */
export function contract(a: Labelled, b: Labelled, keep: ReadonlySet<string>): Labelled {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => keep.has(label));
  const inner = shared.filter((label) => !keep.has(label));
  const freeA = a.labels.filter((label) => !shared.includes(label));
  const freeB = b.labels.filter((label) => !shared.includes(label));
  const labels = [...batch, ...freeA, ...freeB];
  const sizes = new Map([a, b].flatMap((x) => x.labels.map((label, axis) => [label, x.t.shape[axis]!] as const)));
  const count = (group: Labels) => sizeOf(group.map((label) => sizes.get(label)!));
  const [L, M, N, K] = [count(batch), count(freeA), count(freeB), count(inner)];
  const grouped = (x: Labelled, order: Labels, shape: readonly number[]) => reshape(ordered(x, order), shape);
  const result = (t: Tensor, order: Labels): Labelled => {
    const shape = order.map((label) => sizes.get(label)!);
    return { t: reshape(t, shape), labels: order };
  };
  if (inner.length === 0) {
    const left = grouped(a, [...batch, ...freeA], [L, M, 1]);
    return result(mul(left, grouped(b, [...batch, ...freeB], [L, 1, N])), labels);
  }
  if (M * N === 1 && L > 1) {
    // A product of vectors each: nothing for matrices to reuse.
    const left = grouped(a, [...batch, ...inner], [L, K]);
    return result(sum(mul(left, grouped(b, [...batch, ...inner], [L, K])), 1), labels);
  }
  const orders = [batch, inOrderOf(b, batch)].flatMap((outer) =>
    [inner, inOrderOf(b, inner)].map((summed) => ({
      outer,
      left: layout(a, outer, freeA, summed),
      right: layout(b, outer, freeB, summed),
    })),
  );
  const { outer, left, right } = orders.reduce((best, o) =>
    o.left.copies + o.right.copies < best.left.copies + best.right.copies ? o : best,
  );
  const y = matmul(
    grouped(a, left.order, left.innerFirst ? [L, K, M] : [L, M, K]),
    grouped(b, right.order, right.innerFirst ? [L, K, N] : [L, N, K]),
    { transposeA: left.innerFirst, transposeB: !right.innerFirst },
  );
  return result(y, [...outer, ...freeA, ...freeB]);
}

/** The tensor with its axes in this order: itself if they are. */
export function ordered({ t, labels }: Labelled, order: Labels): Tensor {
  const wanted = order.filter((label) => labels.includes(label));
  if (wanted.every((label, axis) => label === labels[axis])) return t;
  return permute(
    t,
    wanted.map((label) => labels.indexOf(label)),
  );
}

function inOrderOf(x: Labelled, labels: Labels): Labels {
  return x.labels.filter((label) => labels.includes(label));
}

/** How a term becomes matrices: their order of axes, and whether the axes to sum come before the free ones. */
function layout(x: Labelled, batch: Labels, free: Labels, inner: Labels) {
  const innerFirst = [...batch, ...inner, ...free];
  if (innerFirst.every((label, axis) => label === x.labels[axis])) {
    return { order: innerFirst, innerFirst: true, copies: 0 };
  }
  const order = [...batch, ...free, ...inner];
  return { order, innerFirst: false, copies: order.every((label, axis) => label === x.labels[axis]) ? 0 : 1 };
}
