export { crossEntropy } from "./cross-entropy.ts";
export { ctcLoss, type CtcLossOptions } from "./ctc-loss.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
export type { LossOptions, Reduction } from "./support/reduction.ts";
