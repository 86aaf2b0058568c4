// The losses of torch-layers.json, from a case's inputs and configuration.

import * as nn from "../../src/nn/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";

type Nested = readonly (number | Nested)[];
interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** What the cases of losses say. */
export interface LossConfig {
  readonly reduction?: nn.Reduction;
  readonly target?: Nested | Values;
  readonly weight?: number[];
  readonly pos_weight?: number[];
  readonly ignore_index?: number;
  readonly log_input?: boolean;
  readonly y?: number[];
  readonly margin?: number;
  readonly p?: number;
  readonly eps?: number;
}

type Case = { readonly config: LossConfig };
type Inputs = Readonly<Record<string, Tensor>>;

const options = ({ config: { reduction } }: Case): nn.LossOptions => (reduction === undefined ? {} : { reduction });
const labels = ({ config: { target } }: Case): Tensor => tensor(target as number[], undefined, "int32");
const numbers = ({ config: { target } }: Case): Tensor => tensor((target as Values).data, (target as Values).shape);
const signs = ({ config: { y } }: Case): Tensor => tensor(Int32Array.from(y!));
const margined = (c: Case) => ({ ...options(c), margin: c.config.margin! });

export const losses: Readonly<Record<string, (inputs: Inputs, c: Case) => Tensor>> = {
  loss_mse: ({ x, y }, c) => nn.meanSquaredError(x!, y!, options(c)),
  loss_l1: ({ x, y }, c) => nn.l1Loss(x!, y!, options(c)),
  loss_huber_d1: ({ x, y }, c) => nn.huber(x!, y!, options(c)),
  "loss_huber_d0.5": ({ x, y }, c) => nn.huber(x!, y!, { ...options(c), delta: 0.5 }),
  loss_smooth_l1_b2: ({ x, y }, c) => nn.smoothL1(x!, y!, { ...options(c), beta: 2 }),
  loss_bce: ({ x }, c) => nn.binaryCrossEntropy(x!, numbers(c), options(c)),
  loss_bce_logits: ({ x }, c) => nn.binaryCrossEntropyWithLogits(x!, numbers(c), options(c)),
  loss_bce_logits_posweight: ({ x }, c) =>
    nn.binaryCrossEntropyWithLogits(x!, numbers(c), {
      ...options(c),
      positiveWeight: tensor(c.config.pos_weight!),
    }),
  loss_cross_entropy: ({ x }, c) => nn.crossEntropy(x!, labels(c), options(c)),
  "loss_cross_entropy_smooth0.1": ({ x }, c) => nn.crossEntropy(x!, labels(c), { ...options(c), labelSmoothing: 0.1 }),
  loss_cross_entropy_weight: ({ x }, c) =>
    nn.crossEntropy(x!, labels(c), { ...options(c), classWeights: c.config.weight! }),
  loss_cross_entropy_ignore0: ({ x }, c) => nn.crossEntropy(x!, labels(c), { ...options(c), ignoreIndex: 0 }),
  loss_cross_entropy_prob_target: ({ x, y }, c) => nn.crossEntropy(x!, y!, options(c)),
  loss_nll_2d: ({ x }, c) => nn.negativeLogLikelihood(x!, labels(c), { ...options(c), axis: 1 }),
  loss_kl_div: ({ x, y }, c) => nn.klDivergence(x!, y!, options(c)),
  loss_poisson_nll: ({ x }, c) => nn.poissonNegativeLogLikelihood(x!, numbers(c), options(c)),
  loss_gaussian_nll: ({ x, y, v }, c) => nn.gaussianNegativeLogLikelihood(x!, y!, v!, options(c)),
  loss_hinge_embedding: ({ x }, c) => nn.hingeEmbedding(x!, signs(c), options(c)),
  loss_margin_ranking: ({ x1, x2 }, c) => nn.marginRanking(x1!, x2!, signs(c), margined(c)),
  loss_cosine_embedding: ({ x1, x2 }, c) => nn.cosineEmbedding(x1!, x2!, signs(c), margined(c)),
  loss_triplet_margin: ({ a, p, n }, c) => nn.tripletMargin(a!, p!, n!, margined(c)),
  loss_multi_margin: ({ x }, c) => nn.multiMargin(x!, labels(c), options(c)),
  loss_multilabel_margin: ({ x }, c) => nn.multiLabelMargin(x!, labels(c), options(c)),
  loss_soft_margin: ({ x }, c) => nn.softMargin(x!, signs(c), options(c)),
};
