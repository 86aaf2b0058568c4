import { record } from "../../autograd/tape.ts";
import { ShapeError } from "../../base/errors.ts";
import { formatShape } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { add } from "../add.ts";
import { matmul } from "../matmul.ts";
import { mul } from "../mul.ts";
import { where } from "../where.ts";
import { sumTo } from "./binary.ts";
import { unrecorded } from "./unrecorded.ts";

/** What decides which keys a query may see, and how their scores are scaled. */
export interface Visibility {
  readonly mask: Tensor | null;
  readonly causal: boolean;
  readonly scale: number;
}

/**
 * What each query takes of each value, `y = softmax(scale · query·keyᵀ + mask)`, in one node of the tape: scores are not kept. A row
 * in which nothing is visible is 0, and so are its gradients.
 *
 * Shapes: `query [..., T, D]`, `key [..., S, D]` → `y [..., T, S]`. The caller has checked that they fit and are float32.
 */
export function attentionWeights(op: string, query: Tensor, key: Tensor, { mask, causal, scale }: Visibility): Tensor {
  const y = unrecorded(() => {
    const scores = matmul(mul(query, scale), key, { transposeB: true });
    const seen = mask === null ? scores : add(scores, bias(op, mask, scores));
    const [T, S] = scores.shape.slice(-2) as [number, number];
    if (seen.size > 0) launch.softmax_visible(seen.address, seen.address, S, causal ? T : 0, seen.size / S);
    return seen;
  });
  return record(op, y, mask === null ? [query, key] : [query, key, mask], (dy, [needsQuery, needsKey, needsMask]) => {
    const dscores = new Tensor(y.shape);
    const S = y.shape.at(-1)!;
    if (y.size > 0) launch.softmax_backward(dscores.address, dy.address, y.address, S, y.size / S);
    const part = (dx: Tensor, x: Tensor): Tensor => mul(sumTo(dx, x.shape), scale);
    return [
      needsQuery ? part(matmul(dscores, key), query) : null,
      needsKey ? part(matmul(dscores, query, { transposeA: true }), key) : null,
      needsMask === true ? sumTo(dscores, mask!.shape) : null,
    ];
  });
}

/** What a mask adds to scores: an int32 one 0 where it is not 0, else −∞. */
function bias(op: string, mask: Tensor, { shape, rank }: Tensor): Tensor {
  const added = rank - mask.rank;
  if (added < 0 || mask.shape.some((n, axis) => n !== 1 && n !== shape[axis + added])) {
    const wanted = formatShape(shape);
    throw new ShapeError(`${op}: mask is ${formatShape(mask.shape)}, expected a shape that broadcasts to ${wanted}`);
  }
  return mask.dtype === "int32" ? where(mask, 0, -Infinity) : mask;
}
