import { gradients, variable } from "../../src/autograd/tape.ts";
import * as nn from "../../src/nn/index.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import * as plain from "../baseline/losses.ts";
import * as rowwise from "../baseline/row-losses.ts";
import type { Case, Suite } from "../case.ts";
import { indices, noise } from "../inputs.ts";

type Operand = Readonly<Float32Array>;
type Fill = (v: number) => number;

const N = 65536;
const V = 16;
const sign: Fill = (v) => (v > 0 ? 1 : -1);
const bit: Fill = (v) => Number(v > 0);
const unit: Fill = (v) => 0.5 + 0.499 * v;
const wide: Fill = (v) => 6 * v;

/** Losses of 65,536 numbers from −6 to 6, their mean; and the loss with its gradient. */
export const losses: Suite = {
  ...both("l1", nn.l1Loss, plain.l1, plain.l1Gradient, wide),
  ...both("squared error", nn.meanSquaredError, plain.squared, plain.squaredGradient, wide),
  ...both("huber", nn.huber, plain.huber, plain.huberGradient, wide),
  ...both("smooth l1", nn.smoothL1, plain.huber, plain.huberGradient, wide),
  ...both("log cosh", nn.logCosh, plain.logCosh, plain.logCoshGradient, wide),
  ...both(
    "binary cross entropy",
    nn.binaryCrossEntropy,
    plain.binaryCrossEntropy,
    plain.binaryCrossEntropyGradient,
    bit,
    unit,
  ),
  ...both("binary with logits", nn.binaryCrossEntropyWithLogits, plain.logits, plain.logitsGradient, bit),
  ...both("hinge", nn.hinge, plain.hinge, plain.hingeGradient, sign),
  ...both("squared hinge", nn.squaredHinge, plain.squaredHinge, plain.squaredHingeGradient, sign),
  ...both("hinge embedding", nn.hingeEmbedding, plain.hingeEmbedding, plain.hingeEmbeddingGradient, sign),
  ...both("soft margin", nn.softMargin, plain.softMargin, plain.softMarginGradient, sign),
  ...both("divergence", nn.klDivergence, plain.divergence, plain.divergenceGradient, unit),
  ...both("poisson", nn.poissonNegativeLogLikelihood, plain.poisson, plain.poissonGradient, unit),
  ...both("binary focal", nn.binaryFocalCrossEntropy, plain.focal, plain.focalGradient, bit),
  "gaussian loss": () => ofRows(nn.gaussianNegativeLogLikelihood, rowwise.gaussian, wide, wide, (v) => 1.5 + v),
  "cross entropy of probabilities loss": () =>
    ofRows(
      (x, t) => nn.crossEntropy(x, t),
      (x, t) => rowwise.crossEntropy(x, t, V),
      wide,
      unit,
    ),
  "categorical hinge loss": () =>
    ofRows(
      (x, t) => nn.categoricalHinge(x, t),
      (x, t) => rowwise.categoricalHinge(x, t, V),
      wide,
      bit,
    ),
  "multi margin loss": () => ofLabels(nn.multiMargin, rowwise.multiMargin, indices(N / V, V), N / V),
  "multi label margin loss": () =>
    ofLabels(
      nn.multiLabelMargin,
      rowwise.multiLabelMargin,
      indices(N, V).map((v, i) => (i % V < 3 ? v : -1)),
      N / V,
      V,
    ),
  "cosine embedding loss": cosine,
  "triplet margin loss": () =>
    ofRows(nn.tripletMargin, (a, p, n) => rowwise.tripletMargin(a, p, n, V), wide, wide, wide),
};

function operand(fill: Fill, ...shape: number[]): { data: Float32Array<ArrayBuffer>; t: Tensor } {
  const data = noise(shape.reduce((n, s) => n * s, 1)).map(fill);
  return { data, t: tensor(data, shape) };
}

/** A loss of pairs of numbers, and the same with its gradient. */
function both(
  name: string,
  loss: (x: Tensor, t: Tensor) => Tensor,
  mean: (x: Operand, t: Operand) => number,
  gradient: (dx: Float32Array, x: Operand, t: Operand) => void,
  target: Fill,
  output = wide,
): Suite {
  return {
    [`${name} loss`]: () => ofRows(loss, mean, output, target),
    [`${name} loss and gradient`]: () => {
      const [x, t] = [operand(output, N), operand(target, N)];
      const dx = new Float32Array(N);
      const ours = (): Tensor => {
        const leaf = variable(x.t.view(x.t.shape));
        return scope(() => gradients(loss(leaf, t.t)).get(leaf)!);
      };
      let value = 0;
      return {
        ours: () => scope(() => void ours()),
        baseline: () => {
          value += mean(x.data, t.data);
          gradient(dx, x.data, t.data);
        },
        results: () => ({ got: ours().data, want: Number.isNaN(value) ? [] : dx }),
        tolerance: 2e-5,
        flops: 0,
        elements: N,
      };
    },
  };
}

/** A loss of operands, whose rows have V numbers. */
function ofRows(
  loss: (...operands: [Tensor, Tensor, Tensor]) => Tensor,
  mean: (...operands: [Operand, Operand, Operand]) => number,
  ...fills: Fill[]
): Case {
  const operands = fills.map((fill) => operand(fill, N / V, V));
  const tensors = operands.map(({ t }) => t) as [Tensor, Tensor, Tensor];
  const data = operands.map((o) => o.data) as unknown as [Operand, Operand, Operand];
  return caseOf(
    () => loss(...tensors),
    () => mean(...data),
  );
}

function ofLabels(
  loss: (x: Tensor, labels: Tensor) => Tensor,
  mean: (x: Operand, labels: Readonly<Int32Array>, V: number) => number,
  labels: Int32Array<ArrayBuffer>,
  ...shape: number[]
): Case {
  const x = operand(wide, N / V, V);
  const classes = tensor(labels, shape);
  return caseOf(
    () => loss(x.t, classes),
    () => mean(x.data, labels, V),
  );
}

function cosine(): Case {
  const [a, b, target] = [operand(wide, N / V, V), operand(wide, N / V, V), operand(sign, N / V)];
  return caseOf(
    () => nn.cosineEmbedding(a.t, b.t, target.t),
    () => rowwise.cosineEmbedding(a.data, b.data, target.data, V),
  );
}

function caseOf(ours: () => Tensor, baseline: () => number): Case {
  let want = 0;
  return {
    ours: () => ours().dispose(),
    baseline: () => {
      want = baseline();
    },
    results: () => ({ got: ours().data, want: [want] }),
    tolerance: 2e-5,
    flops: 0,
    elements: N,
  };
}
