import {
  binaryCrossEntropy,
  crossEntropy,
  full,
  hinge,
  huber,
  klDivergence,
  l1Loss,
  log,
  meanSquaredError,
  ones,
  stack,
  sub,
  sum,
  tensor,
  type Tensor,
  zeros,
} from "wasmgrad";
import { type Path, pathChart } from "wasmgrad/viz";
import { graphs, type Pictures, SIZE } from "./support.ts";

const EACH = { reduction: "none" } as const;

export const pictures: Pictures = {
  "mean-squared-error": () => ofError("squared error", (e) => meanSquaredError(e, zeros(e.shape), EACH)),
  "mean-absolute-error": () => ofError("absolute error", (e) => l1Loss(e, zeros(e.shape), EACH)),
  huber: () => ofError("huber, delta 1", (e) => huber(e, zeros(e.shape), EACH)),
  "binary-cross-entropy": () => {
    const line = (name: string, y: number): Path =>
      graphs(name, (p) => binaryCrossEntropy(p, full(p.shape, y), EACH), 0.005, 0.995)[0]!;
    const label = "Binary cross-entropy by probability: high where the probability of the true answer is low";
    return pathChart([line("y = 1", 1), line("y = 0", 0)], {
      label,
      xName: "p",
      xRange: [0, 1],
      yRange: [0, 5],
      ...SIZE,
    });
  },
  "cross-entropy": () => {
    const loss = (x: Tensor): Tensor => {
      const logits = stack([x, ones(x.shape), zeros(x.shape)], -1);
      return crossEntropy(logits, tensor(new Int32Array(x.size)), EACH);
    };
    const label = "Cross-entropy by the logit of the true class, beside logits of 1 and 0, and its slope";
    return pathChart(graphs("loss", loss, -6, 6), {
      label,
      xName: "logit of the true class",
      xRange: [-6, 6],
      ...SIZE,
    });
  },
  hinge: () => {
    const label = "Hinge loss by output for a target of 1: 0 from 1 on, and its slope";
    return pathChart(
      graphs("hinge, y = 1", (x) => hinge(x, ones(x.shape), EACH), -3, 3),
      { label, xName: "output", xRange: [-3, 3], ...SIZE },
    );
  },
  "kl-divergence": () => {
    const coin = (p: Tensor): Tensor => stack([p, sub(1, p)], -1);
    const line = (p: number): Path => {
      const divergence = (q: Tensor): Tensor => sum(klDivergence(log(coin(q)), coin(full(q.shape, p)), EACH), -1);
      return graphs(`p = ${p}`, divergence, 0.01, 0.99)[0]!;
    };
    const label = "Divergence of a coin q from the coins p of 0.5 and 0.8: 0 where q is p";
    return pathChart([line(0.5), line(0.8)], { label, xName: "q", xRange: [0, 1], yRange: [0, 2], ...SIZE });
  },
};

function ofError(name: string, f: (error: Tensor) => Tensor): string {
  const label = `The ${name} by error from −3 to 3, and its slope`;
  return pathChart(graphs(name, f, -3, 3), { label, xName: "output − target", xRange: [-3, 3], ...SIZE });
}
